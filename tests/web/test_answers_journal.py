"""An answer over HTTP: what is sent to the database, what is journaled, what a key means."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from foreign import Broken, Echo, Publisher, Tally, sent
from world import choice, one_page, right, wrong

from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment

KEY = "amina-0001"
STRING = (
    '<problem url_name="s"><stringresponse answer="Tanger Med" type="ci"><label>Which port?</label>'
    '<textline size="20"/></stringresponse></problem>'
)


def test_an_answer_takes_at_most_nine_statements_and_one_commit(world, statements):
    amina = world.browser(world.trainee())
    for _first in range(2):  # the first answers of a process begin and read the server's epoch
        amina.answer("problem/q2", wrong())
    with statements() as found:
        response = amina.answer("problem/q1", right(), key=KEY)
    assert response.status_code == 200, response.text
    assert len(found) <= 9, found.sent
    assert found.commits == 1


def test_an_answer_to_a_tally_of_all_learners_takes_one_commit_too(world, offered, statements):
    offered(tally=Tally)
    world.publish(one_page('<tally url_name="t"/>'))
    amina = world.browser(world.trainee())
    amina.answer("tally/t", handler="count")
    with statements() as found:
        assert amina.answer("tally/t", handler="count").json["all"] == 2
    assert len(found) <= 10, found.sent
    assert found.commits == 1


def test_the_journal_says_who_what_when_and_which_version(world, journal):
    person = world.trainee()
    world.browser(person).answer(
        "problem/q1",
        right(),
        key=KEY,
        headers={
            "X-Luban-Device": "phone-7",
            "X-Luban-Client-Time": "2026-03-01T10:00:00Z",
            "X-Luban-Client-Sequence": "41",
        },
    )
    (row,) = journal()
    course = world.course()
    assert (row.course_id, row.user_id, row.organisation_id) == (course.id, person.id, world.organisation.id)
    assert (row.key, row.usage, row.handler, row.status) == (KEY, "problem/q1", "submit", 200)
    assert (row.version_id, row.language) == (course.live_version_id, "en")
    assert (row.device, row.client_sequence, row.client_time.isoformat()) == (
        "phone-7",
        41,
        "2026-03-01T10:00:00+00:00",
    )
    assert json.loads(row.body) == {"answers": right()}
    assert row.epoch
    assert row.uuid
    assert row.events == [
        {
            "block": "problem/q1",
            "type": "grade",
            "data": {"value": row.events[0]["data"]["value"], "max_value": "1"},
        }
    ]
    assert Decimal(row.events[0]["data"]["value"]) == 1


def test_the_same_key_again_gives_the_same_bytes_and_no_second_row(world, journal, progress):
    person = world.trainee()
    amina = world.browser(person)
    first = amina.answer("problem/q1", wrong(), key=KEY)
    again = amina.answer("problem/q1", wrong(), key=KEY)
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(journal()) == 1
    assert first.json["attempts_used"] == 1
    assert amina.answer("problem/q1", wrong()).json["attempts_used"] == 2


def test_a_replay_writes_nothing(world, statements):
    amina = world.browser(world.trainee())
    amina.answer("problem/q1", wrong(), key=KEY)
    with statements() as found:
        amina.answer("problem/q1", wrong(), key=KEY)
    assert found.writes == []


def test_the_same_key_with_another_body_is_refused_and_changes_nothing(world, journal, progress):
    person = world.trainee()
    amina = world.browser(person)
    amina.answer("problem/q1", wrong(), key=KEY)
    response = amina.answer("problem/q1", right(), key=KEY)
    assert response.status_code == 409
    assert response.json["error"] == "key-reused"
    assert len(journal()) == 1
    assert progress(world, person).scores["problem/q1"].earned == 0


def test_a_key_belongs_to_one_learner(world, journal):
    for name in ("amina", "brahim"):
        assert world.browser(world.trainee(name)).answer("problem/q1", right(), key=KEY).status_code == 200
    assert len(journal()) == 2


def test_an_answer_without_a_key_gets_one_from_the_server(world, journal):
    amina = world.browser(world.trainee())
    first, second = amina.answer("problem/q1", wrong()), amina.answer("problem/q1", wrong())
    assert [row.key for row in journal()] == [r.headers["Idempotency-Key"] for r in (first, second)]
    assert first.headers["Idempotency-Key"] != second.headers["Idempotency-Key"]


def test_a_malformed_key_is_refused(world, journal):
    amina = world.browser(world.trainee())
    for key in ("short", "x" * 65, "with space in it", "semi;colon;", "é" * 10):
        response = amina.answer("problem/q1", right(), key=key)
        assert (response.status_code, response.json["error"]) == (422, "key-malformed"), key
    assert journal() == []


def test_large_bodies_and_responses_are_kept_as_files_and_replayed(world, offered, journal):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    amina = world.browser(world.trainee())
    body = b"a long answer " * 22_000
    first = amina.answer("echo/e", handler="echo", body=body, key=KEY)
    again = amina.answer("echo/e", handler="echo", body=body, key=KEY)
    assert first.data == again.data == body
    (row,) = journal()
    assert (row.body, row.response) == (None, None)
    assert row.body_hash == row.response_hash


def test_bytes_that_are_no_text_are_journaled_and_replayed_as_they_were(world, offered, journal):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    amina = world.browser(world.trainee())
    for n, body in enumerate((b"\xff\xfe\x00 not text", b"null \x00 inside", b"")):
        for _twice in range(2):
            assert amina.answer("echo/e", handler="echo", body=body, key=f"{KEY}-{n}").data == body
    assert len(journal()) == 3


def test_only_harmless_headers_of_a_block_reach_the_browser(world, offered):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    response = world.browser(world.trainee()).answer("echo/e", handler="echo", body=b"x")
    assert "X-Secret" not in response.headers
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_answer_without_a_type_is_no_page(world, offered):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    response = world.browser(world.trainee()).answer("echo/e", handler="untyped")
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_form_with_a_file_reaches_the_block_unread(world, offered):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    import io

    amina = world.browser(world.trainee())
    response = amina.client.post(
        world.handler("echo/e", "form") + "/one/two?q=1",
        data={"name": "Fès", "file": (io.BytesIO(b"%PDF"), "plan.pdf")},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert response.json == {
        "suffix": "one/two",
        "query": {"q": "1"},
        "form": {"name": "Fès", "file": "plan.pdf"},
    }


def test_ten_megabytes_are_refused_in_json_before_they_are_read(world, journal):
    response = world.browser(world.trainee()).answer("problem/q1", body=b"x" * 10_000_000)
    assert response.status_code == 413
    assert response.json["error"] == "http-413"
    assert journal() == []


def test_a_fault_in_a_handler_keeps_nothing(world, offered, journal, progress):
    offered(broken=Broken)
    world.publish(one_page('<broken url_name="b"/>', choice("q1")))
    person = world.trainee()
    amina = world.browser(person)
    response = amina.answer("broken/b", key=KEY)
    assert response.status_code == 500
    assert response.json["error"] == "block-failed"
    assert "RuntimeError" not in response.text
    assert journal() == []
    assert "broken/b" not in progress(world, person).scores
    assert amina.answer("problem/q1", right()).status_code == 200


def test_a_handler_that_never_was_is_not_found(world, journal):
    amina = world.browser(world.trainee())
    for name in ("nothing", "student_view", "save", "__init__", "runtime"):
        response = amina.answer("problem/q1", handler=name)
        assert response.status_code in (200, 404), name
        assert (response.status_code == 200) == (name == "save")
    assert {row.handler for row in journal()} == {"save"}


def test_a_grade_that_is_no_score_is_journaled_and_scores_nothing(world, offered, journal, progress):
    offered(publisher=Publisher)
    world.publish(one_page('<publisher url_name="p"/>'))
    person = world.trainee()
    amina = world.browser(person)
    odd = [
        {},
        {"value": "much", "max_value": 1},
        {"value": "NaN", "max_value": 1},
        {"value": 1, "max_value": "Infinity"},
        {"value": 1, "max_value": -1},
        {"value": None, "max_value": None},
        {"value": 1e400, "max_value": 1},
    ]
    for data in odd:
        response = amina.answer("publisher/p", handler="publish", body=sent({"type": "grade", "data": data}))
        assert response.status_code == 200, (data, response.text)
    assert len(journal()) == len(odd)
    assert progress(world, person).scores == {}


def test_a_score_never_exceeds_what_is_possible(world, offered, progress):
    offered(publisher=Publisher)
    world.publish(one_page('<publisher url_name="p"/>'))
    person = world.trainee()
    amina = world.browser(person)
    for value, earned in ((9, 4), (-3, 0)):
        body = sent({"type": "grade", "data": {"value": value, "max_value": 4}})
        amina.answer("publisher/p", handler="publish", body=body)
        assert progress(world, person).scores["publisher/p"] == (earned, 4)


def test_a_completion_outside_zero_to_one_is_a_fault_that_keeps_nothing(world, offered, journal):
    offered(publisher=Publisher)
    world.publish(one_page('<publisher url_name="p"/>'))
    amina = world.browser(world.trainee())
    for value in (2, -0.5, "all", None, "NaN"):
        body = sent({"type": "completion", "data": {"completion": value}})
        assert amina.answer("publisher/p", handler="publish", body=body).status_code == 500
    assert journal() == []


def test_a_block_cannot_score_for_somebody_else(world, offered, progress):
    offered(publisher=Publisher)
    world.publish(one_page('<publisher url_name="p"/>'))
    other, person = world.trainee("brahim"), world.trainee()
    body = sent({"type": "grade", "data": {"value": 1, "max_value": 1, "user_id": other.id}})
    world.browser(person).answer("publisher/p", handler="publish", body=body)
    assert progress(world, other).scores == {}


@pytest.mark.parametrize("what", ["grade", "completion"])
def test_an_answer_after_the_due_date_is_journaled_and_does_not_count(
    world, offered, journal, progress, clock, what
):
    offered(publisher=Publisher)
    world.publish(one_page('<publisher url_name="p"/>', attributes='due="2026-03-02T11:00:00Z"'))
    person = world.trainee()
    data = {"value": 1, "max_value": 1, "completion": 1}
    response = world.browser(person).answer(
        "publisher/p", handler="publish", body=sent({"type": what, "data": data})
    )
    assert response.status_code == 200
    assert len(journal()) == 1
    assert progress(world, person).scores == {}


def test_a_later_date_given_to_a_learner_counts_and_reaches_the_block(world, offered, progress, clock):
    offered(tally=Tally)
    world.publish(one_page('<tally url_name="t"/>', choice("q1"), attributes='due="2026-03-02T11:00:00Z"'))
    person, other = world.trainee(), world.trainee("brahim")
    with world.app.database.unit_of_work():
        course = courses.find_course(world.key)
        enrollment.set_accommodation(
            course.id, person.id, extra_time_percent=0, due_extension=timedelta(days=2), by=None
        )
    for who in (person, other):
        world.browser(who).answer("tally/t", handler="count")
        world.browser(who).answer("problem/q1", right())
    assert progress(world, person).scores["tally/t"].earned == 1
    assert progress(world, person).scores["problem/q1"].earned == 1
    assert progress(world, other).scores == {}
    assert "2026-03-04 11:00:00" in world.browser(person).page().text
    assert "2026-03-02 11:00:00" in world.browser(other).page().text


def test_an_answer_from_another_site_is_refused(world, journal):
    amina = world.browser(world.trainee())
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/localhost"},
        {"X-CSRFToken": "made up", "Sec-Fetch-Site": "same-origin"},
        {},
    ):
        response = amina.client.post(world.handler("problem/q1"), json={"answers": right()}, headers=headers)
        assert (response.status_code, response.json["error"]) == (400, "csrf"), headers
    assert journal() == []


def test_odd_things_about_an_answer_are_no_fault(world, offered, journal):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>', STRING))
    amina = world.browser(world.trainee())
    for headers in (
        {"X-Luban-Client-Time": "0001-01-01T00:00:00+14:00"},
        {"X-Luban-Client-Time": "yesterday"},
        {"X-Luban-Client-Sequence": "9" * 30},
        {"X-Luban-Client-Sequence": "-1"},
        {"X-Luban-Device": "d" * 900},
    ):
        assert amina.answer("echo/e", handler="echo", body=b"x", headers=headers).status_code == 200, headers
    for text in ("a\x00b", "\ud800", "\U0001f600", "٣٫٥"):
        response = amina.answer("problem/s", {"2_1": text})
        assert response.status_code in (200, 400, 422), (text, response.text)
    long = amina.client.post(
        world.handler("echo/e", "echo") + "/" + "s" * 900,
        data=b"x",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert long.status_code == 200
    for row in journal():
        assert len(row.suffix) <= 255
    page = amina.page()
    assert page.status_code == 200


def test_an_answer_without_a_session_is_told_so_in_json(world, journal):
    response = world.browser(None).answer("problem/q1", right())
    assert response.status_code == 401
    assert response.json["error"] == "sign-in-needed"
    assert journal() == []


def test_an_answer_whose_session_ended_is_kept_for_the_next_try(world, journal):
    person = world.trainee()
    amina = world.browser(person)
    amina.post("/sign-out")
    amina.client.set_cookie("luban", amina.secret)  # an old tab
    assert amina.answer("problem/q1", right(), key=KEY).status_code == 401
    assert world.browser(person).answer("problem/q1", right(), key=KEY).status_code == 200
    assert len(journal()) == 1


def test_a_form_without_script_goes_back_to_the_page_of_its_question(world, journal):
    amina = world.browser(world.trainee())
    response = amina.client.post(
        world.handler("problem/q1"),
        data={"input_2_1": "choice_1"},
        headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"},
    )
    assert response.status_code == 303
    back = amina.get(response.location)
    assert back.status_code == 302
    page = amina.get(back.location.partition("#")[0])
    assert (page.status_code, page.request.path) == (200, world.address("units/u1/u1-p1"))
    assert len(journal()) == 1


def test_a_block_may_not_send_the_browser_away_on_a_form(world, offered):
    offered(echo=Echo)
    world.publish(one_page('<echo url_name="e"/>'))
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
    response = world.browser(world.trainee()).answer("echo/e", handler="leave", headers=headers)
    assert response.location.startswith("/courses/")


def test_two_tabs_that_send_the_same_key_at_once_get_the_same_bytes(world, journal):
    person = world.trainee()
    responses = _together([world.browser(person) for _ in range(4)], [KEY] * 4, wrong())
    assert {r.status_code for r in responses} == {200}, [r.text for r in responses]
    assert len({r.data for r in responses}) == 1
    assert len(journal()) == 1


def test_answers_of_two_learners_at_once_all_count_also_in_a_shared_tally(world, journal, offered):
    offered(tally=Tally)
    rounds = 6
    world.publish(one_page(*(f'<tally url_name="t{n}"/>' for n in range(rounds))))
    people = [world.trainee(name) for name in ("amina", "brahim")]
    browsers = [world.browser(p) for p in people for _ in range(2)]
    for n in range(rounds):  # the first answers to a block are the ones that may miss each other
        keys = [f"tab-{n}-{tab:06}" for tab in range(len(browsers))]
        responses = _together(browsers, keys, {}, block=f"tally/t{n}", handler="count")
        assert {r.status_code for r in responses} == {200}, [r.text for r in responses]
        assert sorted(r.json["all"] for r in responses) == [1, 2, 3, 4]
        assert sorted(r.json["mine"] for r in responses) == [1, 1, 2, 2]
    assert len(journal()) == rounds * len(browsers)


def _together(browsers, keys, answers, *, block="problem/q1", handler="submit"):
    """The answers of all browsers, sent at one moment."""
    gate = threading.Barrier(len(browsers))
    responses: list = [None] * len(browsers)

    def send(n):
        gate.wait()
        responses[n] = browsers[n].answer(block, answers, key=keys[n], handler=handler)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert all(r is not None for r in responses)
    return responses
