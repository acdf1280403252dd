"""Every route, asked by everybody: who gets in follows from the table of permissions.

A route that is not in PLACES fails the first test, so that nobody adds one without saying for whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from world import KEY, right

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import LinkPurpose
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.orgs import api as orgs

OK = frozenset({200, 204, 302, 303})
REFUSED = frozenset({403, 404})
NOT_THERE = frozenset({404})
"""Who gets in finds nothing there: the course has no block of other people, and ours bring no editor."""


@dataclass(frozen=True)
class Place:
    """Where a route leads, and what decides who gets in."""

    path: str
    scope: str
    """anyone, own (what one's own role allows somewhere), course, cohort, or centre."""
    form: dict[str, Any] = field(default_factory=dict)
    ok: frozenset[int] = OK


COURSE = f"/courses/{KEY}/"
PAGE = f"{COURSE}units/u1/u1-p1"

PLACES: dict[tuple[str, str], Place] = {
    ("GET", "admin.home"): Place("/centre/", "own"),
    ("GET", "admin.centre"): Place("/centre/{slug}", "centre"),
    ("GET", "admin.courses_list"): Place("/centre/{slug}/courses", "centre"),
    ("GET", "api.roster"): Place(f"/api/v1/cohorts/{{cohort}}/roster/{KEY}", "cohort"),
    ("POST", "api.import_roster"): Place(
        f"/api/v1/cohorts/{{cohort}}/roster/{KEY}?dry_run=1", "cohort", ok=OK | {422}
    ),
    ("GET", "assets.static"): Place("/static/0/web/luban.css", "anyone"),
    ("GET", "authoring.edit_block"): Place(f"{COURSE}edit/html/h1", "centre", ok=NOT_THERE),
    ("POST", "authoring.draft_handler"): Place("{draft_handler}", "centre", ok=NOT_THERE),
    ("GET", "course_assets.course_asset"): Place(f"{COURSE}asset/map.svg", "course"),
    ("GET", "health.healthz"): Place("/healthz", "anyone"),
    ("GET", "health.readyz"): Place("/readyz", "anyone", ok=OK | {503}),
    ("GET", "learn.course"): Place(COURSE, "course"),
    ("GET", "learn.course_home"): Place("/course", "own"),
    ("GET", "learn.go_on"): Place("/continue", "own"),
    ("GET", "learn.home"): Place("/home", "own"),
    ("GET", "learn.search"): Place(f"{COURSE}search?q=port", "course"),
    ("GET", "learn.jump"): Place(f"{COURSE}jump/q1", "course"),
    ("GET", "learn.page"): Place(PAGE, "course"),
    ("POST", "learn.done"): Place(f"{PAGE}/done", "course"),
    ("POST", "learn.seen"): Place(f"{PAGE}/seen", "course"),
    ("GET", "learn.progress"): Place(f"{COURSE}progress", "course"),
    ("GET", "learn.progress_home"): Place("/progress", "own"),
    ("GET", "learn.unit"): Place(f"{COURSE}units/u1", "course"),
    ("GET", "learn.unit_end"): Place(f"{COURSE}units/u1/end", "course"),
    ("GET", "portal.front"): Place("/", "anyone"),
    ("GET", "portal.help_"): Place("/help", "anyone"),
    ("GET", "portal.join"): Place("/join?code={code}", "anyone"),
    ("POST", "portal.join_post"): Place("/join", "anyone", {"code": "none"}),
    ("GET", "portal.link"): Place("/link/{token}", "anyone", ok=OK | {410}),
    ("POST", "portal.link_post"): Place("/link/{token}", "anyone", {"secret": "x"}, OK | {410, 422}),
    ("GET", "portal.profile"): Place("/profile", "own"),
    ("POST", "portal.profile_about"): Place("/profile/about", "own", {"language": "en"}),
    ("POST", "portal.profile_end_others"): Place("/profile/end-others", "own"),
    ("POST", "portal.profile_secret"): Place("/profile/secret", "own", {"old": "", "new": "x"}, OK | {422}),
    ("GET", "portal.sign_in"): Place("/sign-in", "anyone"),
    ("POST", "portal.sign_in_post"): Place(
        "/sign-in", "anyone", {"identifier": "nobody", "secret": "x"}, OK | {403, 429}
    ),
    ("POST", "portal.sign_out"): Place("/sign-out", "anyone"),
    ("GET", "portal.start"): Place("/start", "own"),
    ("GET", "teach.home"): Place("/teach/", "own"),
    ("GET", "teach.cohort"): Place(f"/teach/cohorts/{{cohort}}/{KEY}", "cohort"),
    ("GET", "teach.people"): Place(f"/teach/cohorts/{{cohort}}/people/{KEY}", "cohort"),
    ("POST", "teach.make_code"): Place(
        f"/teach/cohorts/{{cohort}}/codes/{KEY}", "cohort", {"lasts": "1", "unit": "days", "uses": "1"}
    ),
    ("GET", "teach.board"): Place("/teach/cohorts/{cohort}/code/{code}", "cohort"),
    ("GET", "teach.revoke"): Place("/teach/cohorts/{cohort}/code/{code}/revoke", "cohort"),
    ("POST", "teach.revoke_post"): Place("/teach/cohorts/{cohort}/code/{code}/revoke", "cohort"),
    ("GET", "teach.more_time"): Place(f"/teach/cohorts/{{cohort}}/trainees/{{zineb}}/time/{KEY}", "cohort"),
    ("POST", "teach.more_time_post"): Place(
        f"/teach/cohorts/{{cohort}}/trainees/{{zineb}}/time/{KEY}", "cohort", {"percent": "5", "days": "1"}
    ),
    ("GET", "teach.roster"): Place(f"/teach/cohorts/{{cohort}}/roster/{KEY}", "cohort"),
    ("POST", "teach.roster_post"): Place(
        f"/teach/cohorts/{{cohort}}/roster/{KEY}", "cohort", {"kept": ""}, OK | {422}
    ),
    ("GET", "teach.reset"): Place("/teach/cohorts/{cohort}/trainees/{zineb}/reset", "cohort"),
    ("POST", "teach.reset_post"): Place("/teach/cohorts/{cohort}/trainees/{zineb}/reset", "cohort"),
    ("GET", "xblock.block_resource"): Place("/xblock-resource/problem/0/public/problem.css", "anyone"),
    ("GET", "xblock.handler"): Place("{handler}", "course", ok=OK | {405}),
    ("POST", "xblock.handler"): Place("{handler}", "course"),
    ("GET", "xblock.block_file"): Place("{file}", "course", ok=NOT_THERE),
    ("GET", "xblock.block_media"): Place("/xblock-media/none", "own", ok=NOT_THERE),
    ("GET", "xblock.collected_resource"): Place("/static/dist/none.js", "anyone", ok=NOT_THERE),
    **{
        (method, "xblock.open_handler"): Place("{open_handler}", "anyone", ok=NOT_THERE)
        for method in ("GET", "POST", "PUT", "DELETE")
    },
}

ROLES = (
    "anonymous",
    "trainee",
    "not enrolled",
    "trainee elsewhere",
    "trainer",
    "trainer elsewhere",
    "author",
    "author elsewhere",
    "coordinator",
    "coordinator elsewhere",
    "administrator",
)


@pytest.fixture(scope="module")
def filled(town):
    """The names that stand in addresses, filled in."""
    world = town.world
    with world.app.database.unit_of_work():
        zineb = accounts.find_by_identifier("zineb")
        course = courses.find_course(KEY)
        return {
            "slug": world.organisation.slug,
            "cohort": world.cohort.id,
            "zineb": zineb.id,
            "token": accounts.make_one_time_link(zineb.id, LinkPurpose.RESET),
            "code": enrollment.create_invitation(world.cohort.id, course.id, by=None).code,
            "handler": world.handler("problem/q1"),
            "open_handler": world.handler("problem/q1").replace("/handler/", "/handler-open/"),
            "draft_handler": world.handler("problem/q1").replace("/handler/", "/draft-handler/"),
            "file": world.handler("problem/q1").replace("/handler/submit", "/file/none/shared/none"),
        }


def test_every_route_has_a_place_in_the_table(town):
    known = {
        (method, rule.endpoint)
        for rule in town.world.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert known == set(PLACES)


def admitted(town, role: str, endpoint: str, place: Place) -> bool:
    """Whether somebody of this role gets in, by the table of permissions."""
    if place.scope == "anyone":
        return True
    person = town.people[role]
    if person is None:
        return False
    action = town.world.app.view_functions[endpoint].luban_permission
    organisation = town.world.organisation.id
    match place.scope:
        case "own":
            return orgs.may_somewhere(person, action)
        case "course":
            return role == "trainee" or orgs.is_staff_of(person, organisation)
        case "cohort":
            return orgs.may(person, action, organisation_id=organisation, cohort_id=town.world.cohort.id)
        case "centre":
            return orgs.may(person, action, organisation_id=organisation)
    raise AssertionError(place.scope)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_in_where_the_table_says_and_nowhere_else(town, filled, role):
    wrong = []
    for (method, endpoint), place in PLACES.items():
        if endpoint == "course_assets.course_asset":
            continue  # the course has no file; its rules are tested where it has
        path = place.path.format(**filled)
        browser = town.world.browser(town.people[role])
        if method == "GET":
            status = browser.get(path).status_code
        elif endpoint == "xblock.handler":
            status = browser.answer("problem/q1", right()).status_code
        elif endpoint == "authoring.draft_handler":
            headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
            status = browser.client.post(path, data=b"{}", headers=headers).status_code
            if role not in ("anonymous", "trainee") and admitted(town, role, endpoint, place):
                expected = OK  # a handler of ours answers; nothing of the draft changes by it
                assert status in expected | NOT_THERE
                continue
        elif endpoint == "api.import_roster":
            headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
            status = browser.client.post(path, data=b"username\n", headers=headers).status_code
        else:
            status = browser.post(path, place.form).status_code
        if admitted(town, role, endpoint, place):
            expected = place.ok
        else:
            expected = frozenset({401}) if role == "anonymous" else REFUSED
        if status not in expected:
            wrong.append(f"{method} {endpoint}: {status}, not one of {sorted(expected)}")
    assert wrong == []


def test_every_post_without_its_token_is_refused(town, filled):
    for (method, endpoint), place in PLACES.items():
        if method != "POST" or endpoint == "xblock.open_handler":  # no session is looked at there
            continue
        browser = town.world.browser(town.people["administrator"])
        path = place.path.format(**filled)
        other = town.world.browser(town.people["trainee"]).token()
        for form in ({}, {"csrf_token": "made up"}, {"csrf_token": other}):
            response = browser.client.post(path, data={**place.form, **form})
            assert response.status_code == 400, (endpoint, form, response.status_code)


def test_no_route_changes_anything_on_a_get(town, filled):
    """A POST route asked with GET, also by a method that somebody overrides, does nothing."""
    browser = town.world.browser(town.people["administrator"])
    pages = {place.path.partition("?")[0] for (method, _), place in PLACES.items() if method == "GET"}
    for (method, endpoint), place in PLACES.items():
        if method == "POST" and place.path.partition("?")[0] not in pages:
            path = place.path.format(**filled)
            response = browser.get(path + "?_method=POST", headers={"X-HTTP-Method-Override": "POST"})
            assert response.status_code in (200, 308, 404, 405, 410), endpoint
