"""One address may guess only so often; every other page is open as often as one likes."""

from __future__ import annotations

from world import build_world


def test_guessing_from_one_address_is_refused_after_so_many_attempts(make_app):
    browser = build_world(make_app(sign_in_attempts_per_minute=3)).browser()
    wrong = {"identifier": "nobody", "secret": "wrong-secret"}
    statuses = [browser.post("/sign-in", wrong).status_code for _ in range(5)]
    assert 429 not in statuses[:3]
    assert statuses[3:] == [429, 429]


def test_a_page_without_a_limit_is_never_refused(make_app):
    browser = build_world(make_app(sign_in_attempts_per_minute=3)).browser()
    assert {browser.get("/sign-in").status_code for _ in range(12)} == {200}


def test_the_limiter_is_asked_by_the_views_that_have_a_limit_and_by_no_other(app):
    hooks = [*app.before_request_funcs[None], *app.after_request_funcs[None]]
    assert not [hook for hook in hooks if "limiter" in repr(hook).lower()]
