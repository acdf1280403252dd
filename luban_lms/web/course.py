"""Entering a course: from a course key in an address to a person's standing in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from luban_lms.accounts.data import Person
from luban_lms.courses import api as courses
from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.enrollment import api as enrollment
from luban_lms.enrollment.api import Needs, Open, Verdict
from luban_lms.enrollment.data import Access
from luban_lms.grading import api as grading
from luban_lms.grading.data import Progress
from luban_lms.lib.clock import now
from luban_lms.lib.errors import Denied, NotFound
from luban_lms.lib.i18n import N_
from luban_lms.runtime.api import Learner, Standing, anonymous_id, verdict_down_to
from luban_lms.web.errors import SignInNeeded
from luban_lms.web.i18n import current_language, time_zone
from luban_lms.web.person import current_person
from luban_lms.web.prerequisites import is_fulfilled


class NotPublished(NotFound):
    message = N_("This course has not been published yet. Ask your trainer when it opens.")
    code = "not-published"


class SecretMustChange(Denied):
    message = N_("Choose a new password or PIN on your profile page first.")
    code = "secret-must-change"


class BlockNotOpen(NotFound):
    message = N_("This part of the course is not open to you.")
    code = "block-not-open"


@dataclass(frozen=True, slots=True)
class Entered:
    """A person inside a course."""

    person: Person
    access: Access
    standing: Standing
    learner: Learner

    @property
    def course(self) -> CompiledCourse:
        return self.standing.course


def enter(course_key: str, *, lock: bool = False) -> Entered:
    """Let the person who is signed in into a course: one statement for who, one for where.

    Raises SignInNeeded, CourseNotFound, NotEnrolled, NotPublished.
    """
    person = current_person()
    if person is None:
        raise SignInNeeded
    if person.must_change:
        raise SecretMustChange
    access = enrollment.access_to(course_key, person, lock=lock)
    entered = standing_in(person, access)
    if entered is None:
        raise NotPublished
    return entered


def standing_in(person: Person, access: Access) -> Entered | None:
    """A person's standing in a course that they have access to; None while nothing is published."""
    if access.course.live_hash is None:
        return None
    course = courses.get_compiled(access.course.live_hash, current_language())
    standing = Standing(
        course=course,
        course_id=access.course.id,
        organisation_id=access.course.organisation_id,
        version_id=access.course.live_version_id,
        staff=access.staff,
        groups=access.groups,
        extension=access.extension,
        now=now(),
    )
    learner = Learner(
        id=person.id,
        username=person.username,
        display_name=person.display_name,
        anonymous_id=anonymous_id(access.course.key, str(person.uuid)),
        staff=access.staff,
        language=course.language,
        time_zone=time_zone(),
        uuid=str(person.uuid),
        extra_time_percent=access.extra_time_percent,
    )
    return Entered(person, access, standing, learner)


def verdict_on(entered: Entered, key: str, progress: Progress | None = None) -> Verdict:
    """The first verdict from the course down to `key` that is not Open, or Open.

    Prerequisites are looked up in `progress`, which is fetched only when a rule asks for it.
    """
    node = entered.course.node(key)
    if node is None:
        raise BlockNotOpen
    found = verdict_down_to(entered.standing, key)
    return _needs(entered, node, progress) if isinstance(found, Open) else found


def require_open(entered: Entered, key: str) -> None:
    """Raise BlockNotOpen unless the person may see `key` and everything that holds it."""
    if not isinstance(verdict_on(entered, key), Open):
        raise BlockNotOpen


def _needs(entered: Entered, node: Node, progress: Progress | None) -> Verdict:
    """What must be done first, when it is not done. Prerequisites come down the tree and add up."""
    needed = node.settings.get("prerequisites") or ()
    if not needed or entered.standing.staff:
        return Open()
    if progress is None:
        progress = grading.progress_of(entered.course, entered.standing.course_id, entered.learner.id)
    missing = tuple(rule["block"] for rule in needed if not is_fulfilled(entered.course, rule, progress))
    return Needs(missing) if missing else Open()


def standing_outside(course_key: str) -> Standing:
    """The standing of nobody in a published course: what a call from outside may reach. Raises
    CourseNotFound and NotPublished."""
    found = courses.find_course(course_key)
    if found.live_hash is None:
        raise NotPublished
    return Standing(
        course=courses.get_compiled(found.live_hash, current_language()),
        course_id=found.id,
        organisation_id=found.organisation_id,
        version_id=found.live_version_id,
        staff=False,
        groups={},
        extension=timedelta(),
        now=now(),
    )


def require_open_outside(standing: Standing, key: str) -> None:
    """Raise BlockNotOpen unless `key` is open to everybody who learns in the course."""
    if standing.course.node(key) is None or not isinstance(verdict_down_to(standing, key), Open):
        raise BlockNotOpen
