"""A site to measure: a course of a few pages and trainees who are signed in, made through the api."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from luban_lms.accounts import api as accounts
from luban_lms.cli.context import opened
from luban_lms.cli.site import migrated
from luban_lms.config import Settings
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.olx.api import read_block
from luban_lms.olx.data import Course
from luban_lms.orgs import api as orgs
from luban_lms.runtime.api import usage_key

KEY = "course-v1:Bench+B+1"
LEARNERS = 8
SECRET = "a-long-bench-secret"


@dataclass(frozen=True)
class World:
    """Addresses to load, and a cookie for each learner."""

    unit: str
    unit50: str
    answer: str
    progress: str
    cookies: tuple[str, ...]


def _problem(name: str) -> str:
    return (
        f'<problem url_name="{name}" display_name="Question"><multiplechoiceresponse><label>Who pays?</label>'
        '<choicegroup><choice correct="false">The buyer</choice><choice correct="false">The carrier</choice>'
        '<choice correct="false">The bank</choice><choice correct="true">The seller</choice></choicegroup>'
        "</multiplechoiceresponse></problem>"
    )


def _olx() -> str:
    text = "<![CDATA[" + "<p>Goods go one way, money the other, and data before both.</p>" * 12 + "]]>"
    many = "".join(_problem(f"many-{n}") for n in range(50))
    return (
        '<course url_name="1" display_name="Bench" language="en"><chapter url_name="m" display_name="Module">'
        '<sequential url_name="u" display_name="Unit" graded="true" format="Quiz">'
        f'<vertical url_name="p" display_name="Page"><html url_name="h">{text}</html>{_problem("q")}</vertical>'
        f'<vertical url_name="p50" display_name="Fifty">{many}</vertical></sequential></chapter></course>'
    )


def build(home: Path) -> World:
    """Make the site under `home`."""
    settings = Settings.from_env({}, home=home)
    migrated(settings).database.engine.dispose()
    cookies = []
    with opened(settings) as site:
        secret = accounts.prepare_secret(SECRET)
        with site.database.unit_of_work():
            centre = orgs.create_organisation("Bench")
            cohort = orgs.create_cohort(centre.id, "Group")
            read = Course(org="Bench", course="B", run="1", root=read_block(_olx()))
            courses.import_course(read, organisation_id=centre.id)
            courses.publish_course(KEY)
            course = courses.find_course(KEY)
            administrator = accounts.create_user("admin", "Admin", secret=secret, staff=True)
            orgs.grant(None, administrator.id, orgs.Role.ADMINISTRATOR, organisation_id=None)
            for n in range(LEARNERS):
                person = accounts.create_user(f"learner-{n}", f"Learner {n}", secret=secret)
                enrollment.enrol(course.id, person.id, cohort_id=cohort.id)
        for n in range(LEARNERS):
            with site.database.unit_of_work():
                cookies.append(accounts.sign_in(f"learner-{n}", SECRET, device="bench").secret)
    base = f"/courses/{KEY}"
    return World(
        unit=f"{base}/units/u/p?lang=en",
        unit50=f"{base}/units/u/p50?lang=en",
        answer=f"{base}/xblock/{usage_key(KEY, 'problem/q')}/handler/submit",
        progress=f"{base}/progress?lang=en",
        cookies=tuple(cookies),
    )
