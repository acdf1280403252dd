"""Pages over HTTP: what they cost, what they write, who may open them and their files."""

from __future__ import annotations

import pytest
from foreign import Broken, Echo, Tally, Visitor
from world import choice, course, module, one_page, right, unit, wrong

from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment

STAFF_ONLY = 'visible_to_staff_only="true"'
LATER = 'start="2099-01-01T00:00:00Z"'
GROUPED = """group_access='{"7": [1]}'"""


@pytest.mark.parametrize("blocks", [1, 50])
def test_a_unit_page_takes_at_most_four_statements(world, offered, statements, blocks):
    offered(tally=Tally)
    world.publish(one_page(*(f'<tally url_name="t{n}"/>' for n in range(blocks))))
    amina = world.browser(world.trainee())
    for n in range(0, blocks, 10):
        amina.answer(f"tally/t{n}", handler="count")
    with statements() as found:
        page = amina.page()
    assert page.status_code == 200
    assert page.text.count('class="counts"') == blocks
    assert len(found) <= 4, found.sent
    assert found.writes == []
    assert found.commits == 0


@pytest.mark.parametrize("path", ["progress", "", "/home", "/profile"])
def test_a_page_about_progress_takes_at_most_five_statements_and_writes_nothing(world, statements, path):
    amina = world.browser(world.trainee())
    amina.answer("problem/q1", right())
    with statements() as found:
        assert amina.get(path).status_code == 200
    assert len(found) <= (4 if path == "progress" else 5), found.sent
    assert found.writes == []
    assert found.commits == 0


def test_a_get_of_every_kind_writes_nothing(world, statements):
    amina = world.browser(world.trainee())
    with statements() as found:
        for path in (
            "/",
            "/help",
            "/join",
            "/start",
            "/continue",
            "/course",
            "units/u1",
            "units/u1/u1-p1",
            "units/u1/end",
        ):
            assert amina.get(path).status_code in (200, 302), path
    assert found.writes == []
    assert found.commits == 0


def test_a_block_that_changes_its_state_as_it_is_rendered_keeps_it(world, offered, statements):
    offered(visitor=Visitor)
    world.publish(one_page('<visitor url_name="v"/>'))
    amina = world.browser(world.trainee())
    seen = [amina.page().text.partition('class="visits">')[2][0] for _ in range(3)]
    assert seen == ["1", "2", "3"]


def test_a_block_with_a_fault_is_one_card_in_its_own_place(world, offered, journal):
    offered(broken=Broken, gone=ImportError("no such library"))
    world.publish(
        one_page('<broken url_name="b"/>', '<gone url_name="g"/>', choice("q1"), "<mystery>kept</mystery>")
    )
    amina = world.browser(world.trainee())
    page = amina.page()
    assert page.status_code == 200
    assert page.text.count('class="block-fault"') == 1
    assert page.text.count('class="block-missing"') == 2
    assert "Who pays the duty?" in page.text
    assert "RuntimeError" not in page.text
    assert amina.answer("problem/q1", right()).status_code == 200
    assert amina.answer("mystery/mystery", handler="anything").status_code == 404


@pytest.mark.parametrize("rule", [STAFF_ONLY, LATER, GROUPED])
def test_a_closed_block_is_closed_as_page_as_handler_and_as_file(world, rule):
    world.publish(
        course(
            module(
                "m1",
                unit("u1", choice("q1")),
                unit(
                    "u2",
                    choice("secret", title="Hidden title")
                    + '<html url_name="h"><img src="/static/plan.svg"/></html>',
                ),
                attributes="",
            )
        ).replace('<sequential url_name="u2"', f'<sequential url_name="u2" {rule}'),
        static={"plan.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"},
    )
    amina, trainer = world.browser(world.trainee()), world.browser(world.person("sana", role="trainer"))
    assert amina.page("u2-p1", "u2").status_code in (403, 404)
    assert "duty" not in amina.page("u2-p1", "u2").text
    assert amina.answer("problem/secret", right()).status_code == 404
    assert amina.get(world.handler("problem/secret", "submit")).status_code == 404
    assert amina.get("asset/plan.svg").status_code == 404
    assert amina.page().status_code == 200
    assert trainer.page("u2-p1", "u2").status_code == 200
    assert trainer.get("asset/plan.svg").status_code == 200
    assert trainer.answer("problem/secret", right()).status_code == 200


def test_a_block_for_some_groups_is_left_out_of_the_page_for_others(world):
    world.publish(one_page(choice("q1"), choice("q2", title="For group one", attributes=GROUPED)))
    person, other = world.trainee(), world.trainee("brahim")
    with world.app.database.unit_of_work():
        enrollment.set_groups(courses.find_course(world.key).id, person.id, {"7": 1}, by=None)
    amina, brahim = world.browser(person), world.browser(other)
    assert "For group one" in amina.page().text
    assert "For group one" not in brahim.page().text
    assert amina.answer("problem/q2", right()).status_code == 200
    assert brahim.answer("problem/q2", right()).status_code == 404


def test_what_needs_something_else_first_opens_when_that_is_done(world):
    world.publish(
        course(
            module(
                "m1",
                unit("u1", choice("q1")),
                unit("u2", choice("q2"), attributes='required_prereq="u1" min_score="60"'),
            )
        )
    )
    amina = world.browser(world.trainee())
    assert amina.page("u2-p1", "u2").status_code == 403
    assert amina.answer("problem/q2", right()).status_code == 404
    assert "Unit u1" in amina.page("u2-p1", "u2").text
    amina.answer("problem/q1", wrong())
    assert amina.page("u2-p1", "u2").status_code == 403
    amina.answer("problem/q1", right())
    assert amina.page("u2-p1", "u2").status_code == 200
    assert amina.answer("problem/q2", right()).status_code == 200


def test_a_page_opens_only_inside_its_own_unit(world):
    world.publish(
        course(module("m1", unit("u1", choice("q1")), unit("u2", choice("q2"), attributes=STAFF_ONLY)))
    )
    amina = world.browser(world.trainee())
    for path in ("units/u1/u2-p1", "units/u2/u1-p1", "units/u9/u1-p1", "units/u1/u1-p9", "jump/nothing"):
        assert amina.get(path).status_code == 404, path
        if path.startswith("units"):
            assert amina.post(path + "/done").status_code == 404, path


def test_a_later_module_is_not_open_through_its_blocks(world):
    world.publish(
        course(
            module("m1", unit("u1", choice("q1"))), module("m2", unit("u2", choice("q2")), attributes=LATER)
        )
    )
    amina = world.browser(world.trainee())
    assert amina.answer("problem/q2", right()).status_code == 404
    assert amina.page("u2-p1", "u2").status_code == 403


def test_done_moves_on_and_marks_what_was_seen(world, progress):
    world.publish(
        course(module("m1", unit("u1", '<html url_name="a">One</html>', '<html url_name="b">Two</html>')))
    )
    person = world.trainee()
    amina = world.browser(person)
    assert amina.post("units/u1/u1-p1/done").location == world.address("units/u1/u1-p2")
    assert amina.post("units/u1/u1-p2/done").location == world.address("units/u1/end")
    assert progress(world, person).units_done == 1
    assert amina.post("units/u1/u1-p2/seen").status_code == 204


def test_a_file_of_a_course_never_runs_as_a_page_of_this_site(world):
    world.publish(
        one_page('<html url_name="h"><a href="/static/x.html">x</a></html>'),
        static={"x.html": "<script>alert(1)</script>", "y.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"},
    )
    amina = world.browser(world.trainee())
    page, drawing = amina.get("asset/x.html"), amina.get("asset/y.svg")
    for response in (page, drawing):
        assert response.status_code == 200
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"].startswith("private")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "attachment" not in drawing.headers.get("Content-Disposition", "")
    for path in ("../secret", "..%2f..%2fsecret", "x.html%00.svg", "none.svg"):
        assert amina.get(f"asset/{path}").status_code == 404, path


def test_the_files_of_a_block_are_cached_for_good_and_nothing_else_of_its_package_is_open(world):
    amina = world.browser()
    page = world.browser(world.trainee()).page()
    address = page.text.partition('href="/xblock-resource/')[2].partition('"')[0]
    found = amina.get(f"/xblock-resource/{address}")
    assert found.status_code == 200
    assert found.mimetype == "text/css"
    assert "immutable" in found.headers["Cache-Control"]
    for uri in (
        "block.py",
        "../block.py",
        "public/../block.py",
        "public/%2e%2e/block.py",
        "public",
        "",
        "public/none.css",
    ):
        assert amina.get(f"/xblock-resource/problem/0/{uri}").status_code == 404, uri
    for kind in ("nothing", "course", "../x"):
        assert amina.get(f"/xblock-resource/{kind}/0/public/problem.css").status_code == 404, kind


def test_a_handler_may_be_asked_with_get_and_writes_no_journal(world, offered, journal, statements):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    amina = world.browser(world.trainee())
    response = amina.get(world.handler("echo/e", "form") + "/part?a=1")
    assert response.json == {"suffix": "part", "query": {"a": "1"}, "form": {}}
    assert journal() == []


def test_addresses_that_name_nothing_are_not_found_and_never_a_fault(world):
    amina = world.browser(world.trainee())
    usage = world.handler("problem/q1").partition("/xblock/")[2].partition("/")[0]
    for path in (
        "/nothing",
        "/courses/nothing/",
        "/courses/course-v1:No+Such+Course/",
        "/courses/course-v1:a%00b+c+d/",
        "/courses/%F0%9F%98%80/progress",
        f"/courses/{'x' * 3000}/",
        "/centre/nothing",
        "/link/nothing",
        "xblock/nothing/handler/submit",
        "xblock/block-v1:Other+C+R+type@problem+block@q1/handler/submit",
        f"xblock/{usage}x/handler/submit",
        "/static/0/web/../../config.py",
        "/static/0/nothing/luban.css",
        "/api/v1/cohorts/99999999999999999999/roster/x",
    ):
        assert amina.get(path).status_code in (403, 404, 410), (path, amina.get(path).status_code)


def test_a_usage_key_of_another_course_does_not_reach_this_one(world):
    amina = world.browser(world.trainee())
    address = world.handler("problem/q1").replace("block-v1:Atelier+T1+2026", "block-v1:Other+T1+2026")
    response = amina.client.post(
        address, json={"answers": right()}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 404


def test_progress_is_the_same_in_every_language(world, progress):
    person = world.trainee()
    amina = world.browser(person)
    amina.answer("problem/q1", right())
    before = progress(world, person)
    for language in ("ar", "fr", "zh", "en"):
        page = amina.get(f"units/u1/u1-p1?lang={language}")
        assert page.status_code == 200
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page.text
    assert progress(world, person) == before
