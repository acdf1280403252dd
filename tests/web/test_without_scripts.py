"""A browser without scripts: what it sends arrives, or it is told the truth about it."""

from __future__ import annotations

import re

import pytest
from world import right

FORM = "application/x-www-form-urlencoded"
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Sec-Fetch-Site": "same-origin"}
SAYS_SO = {**PAGE, "Sec-Fetch-Mode": "navigate"}


def send(browser, body, *, headers, block="problem/q1"):
    return browser.client.post(
        browser.world.handler(block),
        data=body,
        content_type=FORM,
        headers={**headers, "Accept-Language": browser.language},
    )


@pytest.mark.parametrize("headers", [PAGE, SAYS_SO], ids=["an old browser", "a browser that says so"])
def test_an_answer_goes_back_to_its_page(world, headers):
    amina = world.browser(world.trainee())
    sent = send(amina, "input_2_1=choice_1", headers=headers)
    assert sent.status_code == 303
    assert "/jump/q1" in sent.headers["Location"]


def test_a_script_s_answer_stays_json_whatever_it_sends(world):
    amina = world.browser(world.trainee())
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {**PAGE, "Sec-Fetch-Mode": "cors"}):
        assert send(amina, "input_2_1=choice_1", headers=headers).mimetype == "application/json"
    assert amina.answer("problem/q1", right()).mimetype == "application/json"


def test_a_refusal_is_a_page_with_the_reason_and_the_way_back(world):
    amina = world.browser(world.trainee())
    page = send(amina, "input_2_1=zz", headers=SAYS_SO)
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "This choice is not one of those offered." in page.text
    assert re.search(r'href="[^"]*/jump/q1', page.text)


def test_who_was_signed_out_is_told_that_nothing_arrived_and_how_to_send_it_again(world):
    amina = world.browser(world.trainee())
    amina.client.delete_cookie("luban")
    page = send(amina, "input_2_1=choice_1", headers=SAYS_SO)
    assert page.status_code == 401
    assert "has not arrived yet" in page.text
    assert "is kept" not in page.text
    assert 'target="_blank"' in page.text


def test_who_was_signed_out_comes_back_to_where_they_were_with_what_they_asked_for(world):
    amina = world.browser(world.trainee())
    amina.client.set_cookie("luban", "a-session-that-ended")
    page = amina.get("search?q=TVA")
    assert page.status_code == 401
    assert "Your session has ended. Nothing that was saved is lost" in page.text
    assert "search?q%3DTVA" in page.text


def test_who_never_signed_in_is_not_told_of_a_session(world):
    page = world.browser().get("progress")
    assert page.status_code == 401
    assert "Sign in to open this page." in page.text
    assert "session" not in page.text


@pytest.mark.parametrize("content_type", ["multipart/form-data", f"{FORM}; charset=klingon"])
def test_a_form_that_cannot_be_read_is_refused_and_no_fault(world, content_type):
    amina = world.browser(world.trainee())
    sent = amina.answer("problem/q1", body=b"input_2_1=choice_1", content_type=content_type)
    assert sent.status_code == 400
    assert "could not be read" in sent.json["error"]


def test_a_number_that_no_database_holds_names_nothing(world):
    teacher = world.browser(world.person("omar", role="trainer"))
    for path in (f"/teach/cohorts/{10**20}/x", f"/teach/cohorts/1/trainees/{2**63}/reset"):
        assert teacher.get(path).status_code == 404


def test_the_language_menu_of_a_form_that_was_refused_leads_to_the_form(world):
    page = world.browser().post("/sign-in?next=/progress", {"identifier": "nobody", "secret": "wrong-one"})
    assert "/sign-in?next=%2Fprogress&amp;lang=fr" in page.text


def test_a_key_is_one_answer_s_and_not_another_block_s_or_handler_s(world, journal):
    amina = world.browser(world.trainee())
    key = "one-key-for-all"
    first = amina.answer("problem/q1", {}, handler="save_answers", key=key)
    again = amina.answer("problem/q1", {}, handler="save_answers", key=key)
    assert (again.data, again.headers["Idempotent-Replayed"]) == (first.data, "true")
    assert amina.answer("problem/q2", {}, handler="save_answers", key=key).status_code == 409
    assert amina.answer("problem/q1", {}, handler="hint", key=key).status_code == 409
    assert len(journal()) == 1
