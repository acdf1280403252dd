"""The page's cookie: verified once, believed for as long as it is good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import session

from luban_lms.lib.clock import now
from luban_lms.web.assets import asset

COOKIE = "luban_page"


@pytest.fixture
def held(app):
    """`held(cookie)`: what a request that brings `cookie` finds."""

    def read(text: str) -> dict[str, object]:
        with app.test_request_context(headers={"Cookie": f"{COOKIE}={text}"}):
            return dict(session)

    return read


@pytest.fixture
def cookie(app):
    """`cookie(name=value)`: as a browser was given it."""

    def made(**values: object) -> str:
        return app.session_interface.get_signing_serializer(app).dumps(values)

    return made


def test_a_cookie_of_ours_is_read_each_time_it_is_brought(held, cookie):
    text = cookie(csrf_token="abc")
    assert [held(text), held(text)] == [{"csrf_token": "abc"}] * 2


def test_a_forged_cookie_holds_nothing_before_and_after_a_true_one(held, cookie):
    text = cookie(csrf_token="abc")
    forged = text[:-2] + ("AA" if text[-2:] != "AA" else "BB")
    assert [held(forged), held(text), held(forged), held("nonsense")] == [{}, {"csrf_token": "abc"}, {}, {}]


def test_a_cookie_that_is_known_grows_too_old_all_the_same(app, held, cookie, monkeypatch):
    text = cookie(csrf_token="abc")
    assert held(text)
    later = now() + app.permanent_session_lifetime + timedelta(minutes=1)
    monkeypatch.setattr("luban_lms.web.page_session.now", lambda: later)
    assert held(text) == {}


@pytest.mark.parametrize("value", ["abc", ["abc"]])
def test_what_one_request_changes_is_not_what_the_next_one_brings(app, held, cookie, value):
    text = cookie(kept=value)
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={text}"}):
        session["more"] = "1"
        if isinstance(session["kept"], list):
            session["kept"].append("more")
    assert held(text) == {"kept": value}


def test_what_depends_on_the_cookie_says_so_once_and_a_file_does_not(world):
    amina = world.browser(world.trainee())
    for response in (amina.page(), amina.answer("problem/q1", {"2_1": "choice_1"})):
        assert response.headers["Vary"].count("Cookie") == 1
    with world.app.test_request_context():
        file = amina.get(asset("css/tokens.css"))
    assert file.status_code == 200
    assert "Cookie" not in file.headers.get("Vary", "")
