"""Every statement about enrolments and invitations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, insert, or_, select, tuple_, update
from sqlalchemy.sql import Select

from luban_lms.accounts.api import people
from luban_lms.courses.api import live_courses
from luban_lms.db.prepared import Prepared
from luban_lms.db.unit_of_work import session
from luban_lms.enrollment.models import Enrolment, Invitation

ENROLMENT: tuple[Any, ...] = tuple(Enrolment.__table__.columns)


def _access(*, lock: bool) -> Select[*tuple[Any, ...]]:
    """A course by key, and beside it one person's enrolment if there is one.

    The enrolment is a relation of its own, because PostgreSQL does not lock the optional side of a join.
    """
    wanted = live_courses()
    mine = select(*ENROLMENT).where(
        Enrolment.user_id == bindparam("user"),
        Enrolment.course_id == select(wanted.c.id).where(wanted.c.key == bindparam("key")).scalar_subquery(),
    )
    held = (mine.with_for_update(of=Enrolment) if lock else mine).cte("mine")
    course = live_courses()
    return (
        select(
            course.c.id.label("live_id"),
            course.c.key,
            course.c.organisation_id.label("live_organisation_id"),
            course.c.live_version_id,
            course.c.live_hash,
            *held.c,
        )
        .select_from(course.outerjoin(held, held.c.course_id == course.c.id))
        .where(course.c.key == bindparam("key"))
    )


def access(course_key: str, user_id: int, *, lock: bool) -> Any | None:
    """A course and a person's enrolment in it: one statement. With `lock` the enrolment stays locked."""
    return _ACCESS[lock].one_or_none({"key": course_key, "user": user_id})


_ACCESS = {
    True: Prepared(lambda _: _access(lock=True)),
    False: Prepared(lambda _: _access(lock=False)),
}


def course_with_id(course_id: int) -> Any | None:
    """A course by id."""
    live = live_courses()
    return session().execute(select(live).where(live.c.id == course_id)).one_or_none()


def enrolment(course_id: int, user_id: int, *, lock: bool) -> Enrolment | None:
    """The row of an enrolment; with `lock` PostgreSQL keeps it until the end, so that it can be changed."""
    statement = select(Enrolment).where(Enrolment.course_id == course_id, Enrolment.user_id == user_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session().execute(statement).scalar_one_or_none()


def enrolments_in(course_id: int, user_ids: Collection[int]) -> Sequence[Enrolment]:
    """The rows of these people in a course, to change them."""
    statement = select(Enrolment).where(Enrolment.course_id == course_id, Enrolment.user_id.in_(user_ids))
    return session().execute(statement.with_for_update()).scalars().all()


def add_enrolments(rows: list[dict[str, Any]]) -> None:
    """Write new enrolments."""
    session().execute(insert(Enrolment), rows)


def courses_of(user_id: int) -> Sequence[Any]:
    """The active enrolments of a person with their courses, oldest first."""
    live = live_courses()
    statement = (
        select(
            live.c.id.label("live_id"),
            live.c.key,
            live.c.organisation_id.label("live_organisation_id"),
            live.c.live_version_id,
            live.c.live_hash,
            *ENROLMENT,
        )
        .join(Enrolment, Enrolment.course_id == live.c.id)
        .where(Enrolment.user_id == user_id, Enrolment.state == "active")
        .order_by(Enrolment.enrolled_at, live.c.id)
    )
    return session().execute(statement).all()


def learners(*, course_id: int | None, cohort_id: int | None, after: int | None, limit: int) -> Sequence[Any]:
    """(id, username, display_name) of active learners by name; `after` is the last id seen."""
    person = people()
    enrolled = select(Enrolment.user_id).where(Enrolment.state == "active")
    if course_id is not None:
        enrolled = enrolled.where(Enrolment.course_id == course_id)
    if cohort_id is not None:
        enrolled = enrolled.where(Enrolment.cohort_id == cohort_id)
    statement = select(person.c.id, person.c.username, person.c.display_name).where(person.c.id.in_(enrolled))
    if after is not None:
        last = people()
        name = select(last.c.display_name).where(last.c.id == after).scalar_subquery()
        statement = statement.where(tuple_(person.c.display_name, person.c.id) > tuple_(name, after))
    return session().execute(statement.order_by(person.c.display_name, person.c.id).limit(limit)).all()


def listed_learners(
    course_id: int,
    cohort_id: int,
    *,
    containing: str,
    after: str | None,
    before: str | None,
    limit: int | None,
) -> Sequence[Any]:
    """Active learners of a cohort in a course by username, from the one `after` a username or, counted from the
    end, up to the one `before` it. Each row has its `place` among all that are found, from 1, and their `total`.
    """
    person = people()
    found = (
        select(
            person.c.id,
            person.c.username,
            person.c.display_name,
            func.row_number().over(order_by=person.c.username).label("place"),
            func.count().over().label("total"),
        )
        .join(Enrolment, Enrolment.user_id == person.c.id)
        .where(
            Enrolment.course_id == course_id, Enrolment.cohort_id == cohort_id, Enrolment.state == "active"
        )
    )
    if containing:
        found = found.where(_is_called(person, containing))
    listed = found.subquery("listed")
    statement = select(listed).limit(limit)
    if before is not None:
        backwards = statement.where(listed.c.username < before).order_by(listed.c.username.desc())
        return session().execute(backwards).all()[::-1]
    if after is not None:
        statement = statement.where(listed.c.username > after)
    return session().execute(statement.order_by(listed.c.username)).all()


def _is_called(person: Any, text: str) -> ColumnElement[bool]:
    """Whether a name or username contains a text, in large or small letters.

    A database may know the letters A to Z alone: SQLite, and PostgreSQL with the locale C. So a name is
    also asked for as it is written in small letters, in large ones, and with a large one first.
    """
    ways = {text, text.lower(), text.upper(), text.title()}
    names = [person.c.display_name.icontains(way, autoescape=True) for way in sorted(ways)]
    return or_(*names, person.c.username.icontains(text.casefold(), autoescape=True))


def count_learners(*, course_id: int | None, cohort_id: int | None) -> int:
    """How many people learn actively in a course, a cohort, or a cohort in a course."""
    statement = select(func.count(Enrolment.user_id.distinct())).where(Enrolment.state == "active")
    if course_id is not None:
        statement = statement.where(Enrolment.course_id == course_id)
    if cohort_id is not None:
        statement = statement.where(Enrolment.cohort_id == cohort_id)
    return session().execute(statement).scalar_one()


def courses_of_cohort(cohort_id: int) -> Sequence[Any]:
    """The courses that somebody in a cohort learns actively or has a code for, by key."""
    live = live_courses()
    learned = select(Enrolment.course_id).where(Enrolment.cohort_id == cohort_id, Enrolment.state == "active")
    invited = select(Invitation.course_id).where(Invitation.cohort_id == cohort_id)
    theirs = or_(live.c.id.in_(learned), live.c.id.in_(invited))
    return session().execute(select(live).where(theirs).order_by(live.c.key)).all()


def learner_times(
    course_id: int, cohort_id: int, *, containing: str, offset: int, limit: int
) -> Sequence[Any]:
    """Active learners of a cohort in a course with what each was given: those with more time first, then by
    username. `containing` is a part of a name or username, "" for everybody; each row has the `total`."""
    person = people()
    more = or_(Enrolment.extra_time_percent > 0, Enrolment.due_extension_seconds > 0)
    statement = (
        select(
            person.c.id,
            person.c.username,
            person.c.display_name,
            Enrolment.extra_time_percent,
            Enrolment.due_extension_seconds,
            func.count().over().label("total"),
        )
        .join(Enrolment, Enrolment.user_id == person.c.id)
        .where(
            Enrolment.course_id == course_id, Enrolment.cohort_id == cohort_id, Enrolment.state == "active"
        )
    )
    if containing:
        statement = statement.where(_is_called(person, containing))
    order = (case((more, 0), else_=1), person.c.username)
    return session().execute(statement.order_by(*order).offset(offset).limit(limit)).all()


def roster(course_id: int, cohort_id: int) -> Sequence[Any]:
    """Everything that a roster holds, by username: active learners of a cohort in a course."""
    person = people()
    statement = (
        select(
            person.c.username,
            person.c.display_name,
            person.c.email,
            person.c.phone,
            person.c.language,
            Enrolment.extra_time_percent,
            Enrolment.due_extension_seconds,
        )
        .join(Enrolment, Enrolment.user_id == person.c.id)
        .where(
            Enrolment.course_id == course_id, Enrolment.cohort_id == cohort_id, Enrolment.state == "active"
        )
        .order_by(person.c.username)
    )
    return session().execute(statement).all()


def invitation(code: str) -> Invitation | None:
    """An invitation by its code as stored."""
    return session().get(Invitation, code, populate_existing=True)


def invitations(cohort_id: int, course_id: int | None, now: datetime, limit: int) -> Sequence[Invitation]:
    """The invitations of a cohort, or of a cohort into one course: what works first, then newest first."""
    works = and_(
        Invitation.revoked_at.is_(None), Invitation.expires_at > now, Invitation.uses < Invitation.max_uses
    )
    statement = select(Invitation).where(Invitation.cohort_id == cohort_id)
    if course_id is not None:
        statement = statement.where(Invitation.course_id == course_id)
    order = (case((works, 0), else_=1), Invitation.created_at.desc(), Invitation.code)
    return session().execute(statement.order_by(*order).limit(limit)).scalars().all()


def use_invitation(code: str, now: datetime) -> bool:
    """Count one use; False when it no longer works. Of two at the last use, one counts."""
    statement = (
        update(Invitation)
        .where(
            Invitation.code == code,
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
            Invitation.uses < Invitation.max_uses,
        )
        .values(uses=Invitation.uses + 1)
        .execution_options(synchronize_session=False)
    )
    return int(session().execute(statement).rowcount) == 1  # type: ignore[attr-defined]
