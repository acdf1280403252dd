"""Reading a page to its end is what makes it done, unless it asks something."""

from __future__ import annotations

import pytest
from world import build_world

SCRIPTED = """
<course url_name="r" org="T" course="C" display_name="C" language="en"><chapter url_name="m"><sequential url_name="u">
<vertical url_name="p"><problem url_name="odd"><script type="loncapa/python">x = 1</script>
<customresponse cfn="f"><textline/></customresponse></problem></vertical>
<vertical url_name="p2"><html url_name="h"><![CDATA[<p>Text</p>]]></html></vertical>
</sequential><sequential url_name="u2"><vertical url_name="q"><html url_name="h2"><![CDATA[<p>Text</p>]]></html></vertical>
</sequential></chapter></course>
"""


@pytest.fixture
def reader(app):
    world = build_world(app, xml=SCRIPTED)
    return world, world.browser(world.trainee())


def test_a_problem_that_cannot_be_answered_here_does_not_keep_its_unit_from_being_done(reader):
    world, browser = reader
    for page in ("p", "p2"):
        assert browser.post(f"/courses/{world.key}/units/u/{page}/done").status_code == 303
    assert "1/2" in browser.get(f"/courses/{world.key}/progress").get_data(as_text=True)


def test_a_page_is_marked_as_read_only_in_its_own_unit(reader):
    world, browser = reader
    assert browser.post(f"/courses/{world.key}/units/u2/p/seen").status_code == 404
    assert browser.post(f"/courses/{world.key}/units/u2/q/seen").status_code == 204
