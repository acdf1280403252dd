"""What protects pages: redirects, escaping, headers, cookies, sessions."""

from __future__ import annotations

import re

import pytest
from world import SECRET, build_world, choice, course, module, unit

from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.web.addresses import safe_path

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil%E3%80%82com",
    "@evil.example",
    "evil.example",
    "http:///evil.example",
    "",
    "/" + "x" * 5000,
)
XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{7171*7}}<%= 7171*7 %>",
    "javascript:alert(1)",
    "\u202e<b>right to left",
)
LIVE = re.compile(r"<script>alert|<img src=x|<svg/onload|onerror=alert\(1\)>|<b>right", re.IGNORECASE)


def test_only_a_path_of_this_site_is_followed():
    for target in ELSEWHERE:
        assert safe_path(target) is None, target
    for target in ("/", "/home", "/courses/course-v1:a+b+c/?x=1&y=2#b-1", "/a//b", "/a:b"):
        assert safe_path(target) == target


def test_signing_in_never_leads_elsewhere(town):
    for target in ELSEWHERE:
        browser = town.world.browser()
        form = {"identifier": "amina", "secret": SECRET, "next": target}
        response = browser.post("/sign-in", form)
        assert response.status_code == 303
        assert response.location == "/start", target
        page = browser.get("/sign-in", query_string={"next": target})
        assert page.location == "/start", target
    browser = town.world.browser()
    response = browser.post("/sign-in", {"identifier": "amina", "secret": SECRET, "next": "/profile?a=1"})
    assert response.location == "/profile?a=1"


def test_names_and_titles_are_text_on_every_page(town, tmp_path):
    world = build_world(town.world.app, None, name='Centre <script>alert(1)</script>"')
    world.key = "course-v1:Evil+T2+2026"
    title = "".join(XSS)
    world.publish(
        course(
            module("m1", unit("u1", choice("q1", title=title))).replace("Module m1", _attribute(title)),
            title=title,
        )
        .replace("Unit u1", _attribute(title))
        .replace("Page 1", _attribute(title))
    )
    people = {"amina2": world.trainee("amina2", display_name="".join(XSS[:4]))}
    people["sana2"] = world.person("sana2", role="trainer", display_name=XSS[1])
    people["karim2"] = world.person("karim2", role="coordinator", display_name=XSS[0])
    seen = 0
    for person in people.values():
        browser = world.browser(person)
        for path in (
            "/home",
            "/profile",
            "/progress",
            "/teach/",
            "/centre/",
            f"/centre/{world.organisation.slug}",
            f"/centre/{world.organisation.slug}/courses",
            f"/teach/cohorts/{world.cohort.id}/{world.key}",
            f"/teach/cohorts/{world.cohort.id}/{world.key}?q={XSS[0]}&sort={XSS[1]}",
            f"/teach/cohorts/{world.cohort.id}/trainees/{people['amina2'].id}/reset",
            "",
            "progress",
            "units/u1/u1-p1",
            "units/u1/end",
            "?lang=<script>alert(1)</script>",
            "/sign-in?next=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/join?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/nothing/%3Cscript%3Ealert(1)%3C/script%3E",
        ):
            response = browser.get(path)
            found = LIVE.search(response.text)
            assert not found, (person.username, path, response.text[found.start() - 80 : found.end() + 40])
            assert "50197" not in response.text, path
            seen += "alert(1)" in response.text
    assert seen > 10  # the words were there, as text


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def test_every_page_carries_its_headers(town):
    nonces = set()
    for person, path in (
        (None, "/"),
        (None, "/sign-in"),
        (None, "/nothing"),
        (None, "/home"),
        (town.people["trainee"], "/home"),
        (town.people["trainee"], "units/u1/u1-p1"),
        (town.people["trainee"], "/centre/"),
    ):
        response = town.world.browser(person).get(path)
        headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cache-Control"] == "private, no-store", path
        assert headers["X-Frame-Options"] == "DENY", path
        policy = headers["Content-Security-Policy"]
        assert "object-src 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        scripts = policy.partition("script-src")[2].partition(";")[0]
        assert "unsafe" not in scripts
        (nonce,) = re.findall(r"'nonce-([^']+)'", scripts)
        assert len(nonce) >= 20
        nonces.add(nonce)
        for script in re.findall(r"<script[^>]*>", response.text):
            assert f'nonce="{nonce}"' in script or "application/json" in script or "xblock-args" in script, (
                script
            )
        assert not re.search(r"<[a-z][^>]*\son[a-z]+=", response.text)
    assert len(nonces) == 7


def test_answers_in_json_are_not_kept_by_anybody(town):
    response = town.world.browser(town.people["trainee"]).answer("problem/q1", {})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_session_is_over_after_signing_out(town):
    browser = town.world.browser(town.people["trainee"])
    assert browser.get("/home").status_code == 200
    response = browser.post("/sign-out")
    assert response.status_code == 303
    browser.client.set_cookie("luban", browser.secret)
    assert browser.get("/home").status_code in (302, 401)
    assert browser.answer("problem/q1", {}).status_code == 401


def test_signing_out_everywhere_ends_the_other_sessions_and_keeps_this_one(town):
    first, second = (town.world.browser(town.people["not enrolled"]) for _ in range(2))
    first.post("/profile/end-others")
    assert first.get("/home").status_code == 200
    assert second.get("/home").status_code in (302, 401)


# a browser of ours would never send the long one; whoever attacks does
@pytest.mark.filterwarnings("ignore:The 'luban' cookie is too large:UserWarning")
def test_a_made_up_or_a_very_long_session_is_nobody(town):
    for secret in ("", "x", "x" * 9000, "../..", "é", "' OR 1=1 --"):
        browser = town.world.browser()
        browser.client.set_cookie("luban", secret)
        assert browser.get("/home").status_code in (302, 401), secret
        assert browser.get("/").status_code == 200


def test_signing_in_makes_a_new_session_of_its_own(town):
    browser = town.world.browser()
    browser.client.set_cookie("luban", "chosen-by-somebody-else")
    response = browser.post("/sign-in", {"identifier": "amina", "secret": SECRET})
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("luban="))
    assert "chosen-by" not in cookie


def test_cookies_on_loopback_carry_no_secure_and_never_reach_a_script(town):
    browser = town.world.browser()
    response = browser.post("/sign-in", {"identifier": "amina", "secret": SECRET})
    cookies = response.headers.getlist("Set-Cookie")
    assert any(c.startswith("luban=") for c in cookies)
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        assert not cookie.startswith("__Host-")


def test_cookies_behind_https_are_bound_to_the_host(tmp_path):
    settings = Settings.from_env({}, home=tmp_path, public_url="https://learn.example")
    app = create_app(settings)
    assert app.config["LUBAN_COOKIE"] == "__Host-luban"
    assert app.config["LUBAN_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_SECURE"]
    response = app.test_client().get("/healthz")
    assert "Strict-Transport-Security" in response.headers


def test_an_unknown_person_and_a_wrong_secret_look_alike(town):
    told = []
    for form in ({"identifier": "amina", "secret": "wrong"}, {"identifier": "nobody", "secret": "wrong"}):
        response = town.world.browser().post("/sign-in", form)
        text = re.sub(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"', "", response.text)
        told.append((response.status_code, text.replace("amina", "").replace("nobody", "")))
    assert told[0][0] == told[1][0] == 403
    assert told[0] == told[1]


def test_a_trainer_cannot_reset_somebody_of_another_centre_or_of_a_higher_rank(town):
    browser = town.world.browser(town.people["trainer"])
    for name in ("coordinator", "administrator", "trainer", "trainee elsewhere", "trainer elsewhere"):
        person = town.people[name]
        path = f"/teach/cohorts/{town.world.cohort.id}/trainees/{person.id}/reset"
        assert browser.post(path).status_code in (403, 404), name


def test_what_decides_a_right_answer_is_not_in_the_page(town):
    world = build_world(town.world.app, None, name="Canaries")
    world.key = "course-v1:Canary+T3+2026"
    world.publish(
        course(
            module(
                "m1",
                unit(
                    "u1",
                    '<problem url_name="s"><stringresponse answer="canary-answer"><label>Say it</label><textline/>'
                    "</stringresponse><solution><p>canary-solution</p></solution>"
                    "<demandhint><hint>canary-hint</hint></demandhint></problem>"
                    '<problem url_name="c"><multiplechoiceresponse><label>Pick</label><choicegroup>'
                    '<choice correct="false">One<choicehint>canary-choice</choicehint></choice>'
                    '<choice correct="true">Two</choice></choicegroup></multiplechoiceresponse></problem>'
                    '<problem url_name="n"><numericalresponse answer="424242"><label>How many?</label>'
                    "<formulaequationinput/></numericalresponse></problem>",
                ),
            )
        )
    )
    browser = world.browser(world.trainee("leila"))
    page = browser.get("units/u1/u1-p1").text
    assert "Say it" in page
    for canary in ("canary-", "424242", 'correct="', "data-correct"):
        assert canary not in page, canary
    saved = browser.answer("problem/s", {"2_1": "no"}, handler="save")
    assert "canary-" not in saved.text
    shown = browser.answer("problem/s", {}, handler="show")
    assert "canary-" not in shown.text


@pytest.mark.parametrize("role", ["trainee", "trainer"])
def test_no_page_tells_one_person_the_secret_of_another(town, role):
    browser = town.world.browser(town.people[role])
    for path in ("/home", "/profile", "", "units/u1/u1-p1"):
        text = browser.get(path).text
        assert browser.secret not in text
        assert "argon2" not in text
