"""Writes the filled database of the newest migration as SQL: make_dump.py NAME.sql

Run it once when a migration lands, and keep the file: every later version must be able to upgrade from it.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import webob

from luban_lms.accounts import api as accounts
from luban_lms.cli.context import opened
from luban_lms.cli.site import migrated
from luban_lms.config import Settings
from luban_lms.courses import api as courses
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.clock import FixedClock, use_clock
from luban_lms.olx.api import read_block
from luban_lms.olx.data import Course
from luban_lms.orgs import api as orgs
from luban_lms.runtime import api as runtime
from luban_lms.runtime.testing import BareUrls

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
OLX = """<course url_name="r" display_name="Trade" language="en"><chapter url_name="m" display_name="Module">
<sequential url_name="u" display_name="Unit"><vertical url_name="p" display_name="Page">
<problem url_name="q"><multiplechoiceresponse><label>Who pays?</label><choicegroup>
<choice correct="false">The buyer</choice><choice correct="true">The seller</choice>
</choicegroup></multiplechoiceresponse></problem></vertical></sequential></chapter></course>"""
BODY = json.dumps({"answers": {"2_1": "choice_1"}}).encode()


def fill(home: Path) -> None:
    """A centre, a cohort, a trainee, a published course and one answer, all through the api."""
    settings = Settings.from_env({}, home=home)
    migrated(settings).database.engine.dispose()
    use_clock(FixedClock(AT))
    with opened(settings) as site, site.database.unit_of_work():
        centre = orgs.create_organisation("Centre")
        cohort = orgs.create_cohort(centre.id, "Group one")
        read = Course(org="T", course="C", run="r", root=read_block(OLX))
        courses.import_course(read, organisation_id=centre.id)
        courses.publish_course(read.key)
        course = courses.find_course(read.key)
        person = accounts.create_user("trainee-1", "Trainee 1")
        enrollment.enrol(course.id, person.id, cohort_id=cohort.id)
        compiled = courses.get_compiled(course.live_hash or "", "en")
        access = enrollment.access_to(read.key, accounts.get_person(person.id))
        standing = runtime.Standing(
            course=compiled,
            course_id=course.id,
            organisation_id=centre.id,
            version_id=course.live_version_id,
            staff=access.staff,
            groups=access.groups,
            extension=access.extension,
            now=AT,
        )
        runtime.answer(
            standing,
            runtime.Learner(id=person.id, username="trainee-1"),
            runtime.Call(
                block="problem/q",
                handler="submit",
                suffix="",
                request=webob.Request.blank("/", method="POST", body=BODY, content_type="application/json"),
                body=BODY,
                key="first-answer",
            ),
            urls=BareUrls(),
            epoch="first",
        )


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home)
        connection = sqlite3.connect(home / "luban.sqlite3")
        target.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
