"""A release that compiles courses in another form publishes what is live anew."""

from __future__ import annotations

import pytest

from luban_lms.courses import api as courses
from luban_lms.courses import compiled as compiled_files
from luban_lms.courses.errors import UnreadableVersion


def test_a_course_of_an_earlier_release_is_published_anew_and_learners_go_on(world, app, monkeypatch):
    amina = world.browser(world.trainee("amina"))
    amina.answer("problem/q1", {"2_1": "choice_1"})
    monkeypatch.setattr(compiled_files, "FORMAT", 99)
    monkeypatch.setattr(compiled_files, "_indexes", compiled_files._Cache(2))
    with pytest.raises(UnreadableVersion):
        courses.get_compiled(world.course().live_hash, "en")
    assert amina.page().status_code == 503
    with app.database.unit_of_work():
        courses.publish_course(world.key, unchanged_ok=True)
    page = amina.page()
    assert page.status_code == 200
    assert 'data-verdict="right"' in page.text
