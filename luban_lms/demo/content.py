"""Publishes the courses that the product ships, when they changed."""

from __future__ import annotations

from importlib.resources import as_file, files

from luban_lms.courses import api as courses
from luban_lms.db.unit_of_work import Database
from luban_lms.lib.blobs import blobs
from luban_lms.lib.errors import Invalid
from luban_lms.lib.i18n import N_
from luban_lms.olx.api import read_course

NOTE = "shipped with the product"


class ShippedCourseBroken(Invalid):
    message = N_("A course that is shipped cannot be read: %(reason)s")
    code = "shipped-course-broken"


def publish_shipped(database: Database, organisation_id: int) -> list[str]:
    """Import and publish every course under `content/`; what did not change stays as it is. The keys."""
    keys = []
    with as_file(files("luban_lms") / "_content") as content:
        for folder in sorted(p for p in content.iterdir() if (p / "course.xml").is_file()):
            reading = read_course(folder, blobs())
            if reading.course is None or not reading.ok:
                first = next(f for f in reading.findings if f.level == "error")
                raise ShippedCourseBroken(reason=f"{first.place.file}:{first.place.line}: {first.text()}")
            key = reading.course.key
            with database.unit_of_work():
                courses.import_course(
                    reading.course, key=key, organisation_id=organisation_id, note=NOTE, keep_same=True
                )
                courses.publish_course(key, note=NOTE, unchanged_ok=True)
            keys.append(key)
    return keys
