"""A small world for tests, built through the public apis: a centre, a course, people, their browsers.

world = build_world(app)
world.publish(UNIT)
amina = world.browser(world.trainee("amina"))
amina.answer("problem/q1", {"2_1": "choice_1"})
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape as escape_text

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CourseRef
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.blobs import blobs
from luban_lms.olx.api import media_type, read_block
from luban_lms.olx.data import Asset, Course
from luban_lms.orgs import api as orgs
from luban_lms.orgs.data import CohortRef, OrganisationRef
from luban_lms.runtime.api import usage_key
from luban_lms.web.application import LubanFlask

KEY = "course-v1:Atelier+T1+2026"
SECRET = "seven-blue-donkeys-in-Tangier"


def escape(text: str) -> str:
    """Text as an attribute's value between double quotes."""
    return escape_text(text, {'"': "&quot;"})


def choice(name: str, *, attributes: str = "", title: str = "Who pays?") -> str:
    """A problem with two choices; the second, "choice_1", is right."""
    return (
        f'<problem url_name="{name}" display_name="{escape(title)}" {attributes}><multiplechoiceresponse>'
        "<label>Who pays the duty?</label><choicegroup>"
        '<choice correct="false">The buyer</choice><choice correct="true">The seller</choice>'
        "</choicegroup></multiplechoiceresponse></problem>"
    )


def course(*modules: str, title: str = "Trade", attributes: str = "") -> str:
    """A course around modules, as inline OLX."""
    inside = "".join(modules)
    return (
        f'<course url_name="2026" language="en" display_name="{escape(title)}" {attributes}>{inside}</course>'
    )


def unit(name: str, *pages: str, attributes: str = "") -> str:
    """A unit whose pages are `NAME-p1`, `NAME-p2` and so on."""
    inside = "".join(
        f'<vertical url_name="{name}-p{n}" display_name="Page {n}">{page}</vertical>'
        for n, page in enumerate(pages, 1)
    )
    return f'<sequential url_name="{name}" display_name="Unit {name}" {attributes}>{inside}</sequential>'


def module(name: str, *units: str, attributes: str = "") -> str:
    """A module around units."""
    return f'<chapter url_name="{name}" display_name="Module {name}" {attributes}>{"".join(units)}</chapter>'


def one_page(*blocks: str, attributes: str = "") -> str:
    """A course of one module m1, one unit u1 and one page u1-p1 with these blocks."""
    return course(module("m1", unit("u1", "".join(blocks), attributes=attributes)))


SMALL = one_page('<html url_name="h1">Who pays what at the border.</html>', choice("q1"), choice("q2"))


def right() -> dict[str, Any]:
    """The right answer to `choice`."""
    return {"2_1": "choice_1"}


def wrong() -> dict[str, Any]:
    """A wrong answer to `choice`."""
    return {"2_1": "choice_0"}


@dataclass
class World:
    """A centre with a cohort and a published course."""

    app: LubanFlask
    organisation: OrganisationRef
    cohort: CohortRef
    key: str = KEY
    people: dict[str, Person] = field(default_factory=dict)

    def publish(self, xml: str, *, static: dict[str, str] | None = None, **parts: Any) -> CourseRef:
        """Publish inline OLX as the course; `static` are texts of files by name."""
        files = {name: _asset(name, text) for name, text in (static or {}).items()}
        org, name, run = self.key.removeprefix("course-v1:").split("+")
        read = Course(org=org, course=name, run=run, root=read_block(xml), static=files, **parts)
        with self.app.database.unit_of_work():
            courses.import_course(read, organisation_id=self.organisation.id)
            courses.publish_course(self.key)
            return courses.find_course(self.key)

    def person(
        self, username: str, *, role: str = "", display_name: str = "", in_cohort: bool = True
    ) -> Person:
        """An account; with `role` that role in the centre, or (trainer) in the cohort."""
        with self.app.database.unit_of_work():
            made = accounts.create_user(username, display_name or username, secret=SECRET)
            if role:
                cohort = self.cohort.id if role == "trainer" and in_cohort else None
                orgs.grant(None, made.id, role, organisation_id=self.organisation.id, cohort_id=cohort)
            self.people[username] = accounts.get_person(made.id)
        return self.people[username]

    def administrator(self, username: str = "admin") -> Person:
        """An administrator of the whole site."""
        with self.app.database.unit_of_work():
            made = accounts.create_user(username, username, secret=SECRET)
            orgs.grant(None, made.id, "administrator", organisation_id=None)
            self.people[username] = accounts.get_person(made.id)
        return self.people[username]

    def trainee(self, username: str = "amina", *, display_name: str = "") -> Person:
        """A trainee of the cohort, enrolled in the course."""
        made = self.person(username, display_name=display_name)
        with self.app.database.unit_of_work():
            enrollment.enrol(courses.find_course(self.key).id, made.id, cohort_id=self.cohort.id)
            self.people[username] = accounts.get_person(made.id)
        return self.people[username]

    def browser(self, person: Person | None = None, *, language: str = "en") -> Browser:
        """A browser in which `person` is signed in."""
        client = self.app.test_client()
        secret = ""
        if person is not None:
            with self.app.database.unit_of_work():
                secret = accounts.sign_in(person.username, SECRET).secret
            client.set_cookie("luban", secret)
        return Browser(self, client, person, secret, language)

    def course(self) -> CourseRef:
        with self.app.database.unit_of_work(write=False):
            return courses.find_course(self.key)

    def address(self, path: str = "") -> str:
        """The address of something in the course."""
        return f"/courses/{quote(self.key, safe='+:')}/{path}"

    def handler(self, block: str, name: str = "submit") -> str:
        """The address of a handler of "type/url_name"."""
        return self.address(f"xblock/{quote(str(usage_key(self.key, block)), safe='+@:')}/handler/{name}")


@dataclass
class Browser:
    """One person's browser, sending what a browser of ours sends."""

    world: World
    client: FlaskClient
    person: Person | None
    secret: str
    language: str

    def get(self, path: str, **more: Any) -> TestResponse:
        """A page. A path without a slash in front is inside the course."""
        headers = {"Accept": "text/html", "Accept-Language": self.language, **more.pop("headers", {})}
        # a file is read to its end and closed, as a browser does
        return self.client.get(self._full(path), headers=headers, **{"buffered": True, **more})

    def page(self, name: str = "u1-p1", unit: str = "u1") -> TestResponse:
        """A page of a unit."""
        return self.get(f"units/{unit}/{name}")

    def answer(
        self, block: str, answers: Any = None, *, handler: str = "submit", key: str | None = None, **more: Any
    ) -> TestResponse:
        """What the script of a page sends for an answer. `body` replaces the JSON around `answers`."""
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json", **more.pop("headers", {})}
        if key is not None:
            headers["Idempotency-Key"] = key
        body = more.pop("body", None)
        if body is None:
            body = json.dumps({"answers": answers or {}}).encode()
        content_type = more.pop("content_type", "application/json")
        return self.client.post(
            self.world.handler(block, handler), data=body, content_type=content_type, headers=headers, **more
        )

    def post(self, path: str, form: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """A form of a page, with the token that the page would hold."""
        return self.client.post(self._full(path), data={"csrf_token": self.token(), **(form or {})}, **more)

    def token(self) -> str:
        """A token for a form, made as a page makes it."""
        with self.client.session_transaction() as kept, self.world.app.test_request_context():
            from flask import g, session
            from flask_wtf.csrf import generate_csrf

            if "csrf_token" in kept:
                session["csrf_token"] = kept["csrf_token"]
            token = generate_csrf()
            kept["csrf_token"] = session["csrf_token"]
            g.pop("csrf_token", None)
            return token

    def _full(self, path: str) -> str:
        return path if path.startswith("/") else self.world.address(path)


def build_world(app: LubanFlask, xml: str | None = SMALL, *, name: str = "Atelier du port") -> World:
    """A centre with a cohort; with `xml` its course is published."""
    with app.database.unit_of_work():
        organisation = orgs.create_organisation(name)
        cohort = orgs.create_cohort(organisation.id, "Group one")
    world = World(app, organisation, cohort)
    if xml is not None:
        world.publish(xml)
    return world


def _asset(name: str, text: str) -> Asset:
    data = text.encode()
    return Asset(blobs().put(data), len(data), media_type(name))
