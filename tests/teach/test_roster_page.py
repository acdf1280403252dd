"""Bringing in the list of a group from a page: first said, row by row, then done."""

from __future__ import annotations

import io
import re
from base64 import b64encode

import pytest

from luban_lms.accounts import api as accounts
from luban_lms.orgs import api as orgs
from luban_lms.teach import roster as roster_rules

LIST = "username,name,extra_time\nleila,ليلى,25\nomar,Omar,\n"


@pytest.fixture
def send(karim, place):
    """`send(text)`: choose a file and press the button."""

    def choose(text: str | bytes, browser=karim):
        data = text.encode() if isinstance(text, str) else text
        return browser.post(place("roster"), {"file": (io.BytesIO(data), "list.csv")})

    return choose


@pytest.fixture
def people(world):
    """The usernames of everybody who has an account, of those asked for."""

    def read(*names: str) -> list[str]:
        with world.app.database.unit_of_work(write=False):
            return [name for name in names if accounts.find_by_identifier(name)]

    return read


def kept(page: str) -> str:
    """The file as the page carries it to the next form; "" when it offers none."""
    found = re.search(r'name="kept" value="([^"]*)"', page)
    return found[1] if found else ""


def test_a_file_is_first_only_looked_at(send, people, statements):
    with statements() as sent:
        answer = send(LIST)
    assert answer.status_code == 200
    assert "Nothing was changed yet." in answer.text
    assert [row in answer.text for row in (">leila<", ">omar<")] == [True, True]
    assert answer.text.count("A new account, enrolled.") == 2
    assert sent.writes == []
    assert people("leila", "omar") == []


def test_what_was_looked_at_is_done_and_the_pins_are_shown_this_once(
    send, karim, place, people, world, enrolment
):
    answer = karim.post(place("roster"), {"kept": kept(send(LIST).text)})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    pins = re.findall(r'<bdi dir="ltr" class="code-old">(\d{6})</bdi>', answer.text)
    assert len(pins) == 2
    assert people("leila", "omar") == ["leila", "omar"]
    with world.app.database.unit_of_work():
        leila = accounts.sign_in("leila", pins[0]).person
    assert enrolment(leila).extra_time_percent == 25
    assert enrolment(leila).cohort_id == world.cohort.id
    page = karim.get(place("people")).text
    assert "given by <bdi>karim</bdi>" in page
    assert not any(pin in page for pin in pins)


def test_a_list_without_new_people_leads_back_with_a_message(send, karim, place, world, enrolment):
    zineb = world.trainee("zineb")
    checked = send("username,extra_time\nzineb,30\n")
    assert "Changed: <bdi>Extra time</bdi>." in checked.text
    answer = karim.post(place("roster"), {"kept": kept(checked.text)})
    assert (answer.status_code, answer.location) == (303, place("people"))
    assert enrolment(zineb).extra_time_percent == 30
    assert "The list is in. Rows changed: 1." in karim.get(place("people")).text
    again = send("username,extra_time\nzineb,30\n")
    assert "there is nothing to do" in again.text
    assert kept(again.text) == ""


def test_the_list_that_was_downloaded_changes_nothing(send, karim, world):
    world.trainee("zineb", display_name='=زينب, "Z"')
    downloaded = karim.get(f"/api/v1/cohorts/{world.cohort.id}/roster/{world.key}")
    assert downloaded.mimetype == "text/csv"
    assert "there is nothing to do" in send(downloaded.data).text


def test_one_wrong_row_and_nothing_can_be_done(send, karim, place, people):
    text = "username,name,email,extra_time\nleila,Leila,not-an-address,\nomar,Omar,,900\nhind,Hind,,\n"
    answer = send(text)
    assert answer.status_code == 422
    assert kept(answer.text) == ""
    wrong = answer.text.split('<tr class="is-wrong">')[1:]
    assert [row.partition("</th>")[0].count(">leila<") for row in wrong] == [1, 0]
    assert '<bdi dir="ltr">email</bdi>: ' in wrong[0]
    assert "Extra time is 0 to 300 percent" in wrong[1]
    forced = karim.post(place("roster"), {"kept": b64encode(text.encode()).decode()})
    assert forced.status_code == 422
    assert people("leila", "omar", "hind") == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Choose a file first."),
        (b"\xff\xfe\x00", "The file is not UTF-8."),
        (b"name\nOmar\n", "The column <bdi>username</bdi> is missing."),
        (b"username,role\nomar,administrator\n", "A roster may not have the column <bdi>role</bdi>."),
        (b"username,name\n<script>alert(1)</script>,Omar\n", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (b"username," + b"x" * roster_rules.MOST_BYTES, "The file is larger than 300 kB."),
    ],
    ids=["nothing", "not text", "no username", "a role", "a script", "too large"],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(send, data, sentence):
    answer = send(data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert kept(answer.text) == ""


def test_a_form_without_a_file_and_a_made_up_one_are_refused(karim, place):
    assert "Choose a file first." in karim.post(place("roster")).text
    for made_up in ("%%%", "YQ", "é", "=" * 50):
        answer = karim.post(place("roster"), {"kept": made_up})
        assert answer.status_code == 422, made_up


def test_columns_that_mean_nothing_here_are_named(send):
    text = send("username,name,shoe size\nomar,Omar,44\n").text
    assert "These columns are not read: <bdi>shoe size</bdi>" in " ".join(text.split())


def test_too_many_new_accounts_at_once_are_refused_before_any_is_made(
    send, karim, place, people, monkeypatch
):
    monkeypatch.setattr(roster_rules, "MOST_NEW", 1)
    answer = send(LIST)
    assert "The list makes more than 1 new accounts." in answer.text
    assert kept(answer.text) == ""
    assert karim.post(place("roster"), {"kept": b64encode(LIST.encode()).decode()}).status_code == 422
    assert people("leila", "omar") == []


def test_rows_beyond_what_a_page_shows_are_counted_and_wrong_ones_come_first(send, monkeypatch):
    monkeypatch.setattr(roster_rules, "MOST_LINES", 2)
    text = send("username,name\naaaa,A\nbbbb,B\ncccc,C\ndddd,\n").text
    assert "2 more rows are not shown." in text
    assert text.index(">dddd<") < text.index(">aaaa<")


def test_a_trainer_brings_in_nothing(sana, place, send, people):
    assert sana.get(place("roster")).status_code == 403
    assert send(LIST, browser=sana).status_code == 403
    assert sana.post(place("roster"), {"kept": b64encode(LIST.encode()).decode()}).status_code == 403
    assert people("leila", "omar") == []


def test_a_list_asks_for_the_token_of_its_page(karim, place, people):
    for form in (
        {"kept": b64encode(LIST.encode()).decode()},
        {"file": (io.BytesIO(LIST.encode()), "list.csv")},
    ):
        assert karim.client.post(place("roster"), data=form).status_code == 400
    assert people("leila", "omar") == []


def test_a_closed_group_takes_no_list(send, karim, place, world, people):
    with world.app.database.unit_of_work():
        orgs.close_cohort(world.cohort.id, by=None)
    assert send(LIST).status_code == 410
    assert people("leila", "omar") == []


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_every_row_is_told_in_the_reader_s_language(send, karim, language):
    karim.get(f"/profile?lang={language}")
    text = send("username,name,email\nleila,Leila,nothing\nomar,Omar,\n").text
    assert "A new account" not in text
    assert "To correct" not in text
    assert f'<html lang="{"zh-Hans" if language == "zh" else language}"' in text
