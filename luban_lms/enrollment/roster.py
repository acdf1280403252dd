"""Importing and exporting the learners of a cohort in a course.

All or nothing: one wrong row and nothing is written. A learner who is not in the file stays; an empty cell
or a missing column changes nothing; so importing an export changes nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import NewUser, Person, PreparedSecret
from luban_lms.courses.data import CourseRef
from luban_lms.db.unit_of_work import session
from luban_lms.enrollment import queries
from luban_lms.enrollment.access import write_period
from luban_lms.enrollment.csv_roster import Roster, read_roster, write_roster
from luban_lms.enrollment.data import RosterReport, RowOutcome, RowResult
from luban_lms.enrollment.enrolments import continue_in, new_row, open_cohort, record_accommodation
from luban_lms.enrollment.models import Enrolment
from luban_lms.enrollment.roster_rows import (
    ACCOUNT_FIELDS,
    LEARNING_FIELDS,
    Change,
    Known,
    RowFault,
    WantedRow,
    decide,
    refuse_twice,
    wanted_row,
)
from luban_lms.lib.i18n import N_
from luban_lms.orgs import api as orgs
from luban_lms.orgs.data import CohortRef

CREATED = N_("A new account, enrolled.")
JOINED = N_("Enrolled.")
CHANGED = N_("Changed: %(fields)s.")
SAME = N_("Nothing to change.")


def import_roster(
    cohort: CohortRef,
    course: CourseRef,
    data: bytes,
    *,
    by: Person | None,
    dry_run: bool = False,
    pins: Sequence[PreparedSecret] = (),
) -> RosterReport:
    """Enrol everybody in a CSV file, making the accounts that are missing; each gets a PIN, reported once.

    `pins` are secrets made by accounts.api.prepare_pins before the transaction, because making one takes
    40 ms; too few are filled up. `by` None is the installation itself. Raises OtherOrganisation,
    CohortClosed.
    """
    cohort = open_cohort(cohort.id, course)
    actor_id = by.id if by else None
    roster = read_roster(data)
    changes, faults = _decide(roster, cohort, course)
    if faults or dry_run:
        outcomes = [*faults, *(_outcome(change) for change in changes)]
        return _report(roster, outcomes, dry_run=dry_run, written=False)
    new_pins = _write(changes, cohort, course, actor_id, list(pins))
    outcomes = [_outcome(change, new_pins.get(change.wanted.username)) for change in changes]
    report = _report(roster, outcomes, dry_run=False, written=True)
    counts = {result.value: report.count(result) for result in RowResult}
    accounts.record(
        "roster-imported",
        actor_id=actor_id,
        organisation_id=cohort.organisation_id,
        subject=f"cohort:{cohort.id}",
        data={"course": course.key, **counts},
    )
    return report


def export_roster(cohort: CohortRef, course: CourseRef) -> str:
    """The active learners of a cohort in a course as CSV text, which import_roster reads as no change."""
    return write_roster(
        {
            "username": row.username,
            "name": row.display_name,
            "email": row.email or "",
            "phone": row.phone or "",
            "language": row.language or "",
            "extra_time": str(row.extra_time_percent or ""),
            "extension": write_period(timedelta(seconds=row.due_extension_seconds)),
        }
        for row in queries.roster(course.id, cohort.id)
    )


def _decide(roster: Roster, cohort: CohortRef, course: CourseRef) -> tuple[list[Change], list[RowOutcome]]:
    cells = {row.row: row.cells for row in roster.rows}
    faults = [
        RowOutcome(
            found.row,
            cells.get(found.row, {}).get("username", ""),
            RowResult.ERROR,
            found.message,
            found.column,
            found.values,
        )
        for found in roster.findings
    ]
    broken = {found.row for found in roster.findings}
    wanted: list[WantedRow] = []
    changes: list[Change] = []
    seen: dict[str, int] = {}
    for row in roster.rows:
        if row.row in broken:
            continue
        try:
            wanted.append(wanted_row(row))
            refuse_twice(wanted[-1], seen)
        except RowFault as fault:
            faults.append(_fault(row.row, row.cells["username"], fault))
    known = _known(wanted, cohort, course)
    broken = {fault.row for fault in faults}
    for ask in wanted:
        if ask.row in broken:
            continue
        try:
            changes.append(decide(ask, known))
        except RowFault as fault:
            faults.append(_fault(ask.row, ask.username, fault))
    return changes, faults


def _known(wanted: Sequence[WantedRow], cohort: CohortRef, course: CourseRef) -> Known:
    """Everything about these rows in three statements."""
    profiles = accounts.find_profiles([ask.username for ask in wanted])
    ids = [profile.person.id for profile in profiles.values()]
    enrolments = {row.user_id: row for row in queries.enrolments_in(course.id, ids)} if ids else {}
    contacts = accounts.contacts_taken(
        [ask.fields["email"] for ask in wanted if "email" in ask.fields],
        [ask.fields["phone"] for ask in wanted if "phone" in ask.fields],
    )
    return Known(cohort.organisation_id, cohort.id, profiles, enrolments, contacts)


def _write(
    changes: Sequence[Change],
    cohort: CohortRef,
    course: CourseRef,
    by: int | None,
    pins: list[PreparedSecret],
) -> dict[str, str]:
    """Do all changes; the PIN of each new account by username."""
    new = [change.wanted for change in changes if change.profile is None]
    pins += accounts.prepare_pins(max(0, len(new) - len(pins)))
    is_demo = orgs.get_organisation(cohort.organisation_id).is_demo
    people = accounts.create_users(
        [_new_user(ask, pin, is_demo=is_demo) for ask, pin in zip(new, pins, strict=False)]
    )
    ids = {person.username: person.id for person in people}
    ids |= {change.wanted.username: change.profile.person.id for change in changes if change.profile}
    rows = []
    for change in changes:
        user_id = ids[change.wanted.username]
        if change.profile is not None:
            _change_account(change, cohort, by)
        if change.enrolment is None:
            rows.append(new_row(course, user_id, cohort.id, **_learning(change.wanted)))
        elif change.joins or change.fields:
            _change_enrolment(change.enrolment, change, cohort.id)
    session().flush()
    if rows:
        queries.add_enrolments(rows)
    for change in changes:
        _record_time(change, ids[change.wanted.username], course, by)
    joined = [ids[change.wanted.username] for change in changes if change.joins]
    if joined:
        accounts.grant_trainees(joined, cohort.organisation_id, cohort.id)
    return {ask.username: pin.text for ask, pin in zip(new, pins, strict=False)}


def _new_user(ask: WantedRow, pin: PreparedSecret, *, is_demo: bool) -> NewUser:
    return NewUser(
        username=ask.username,
        display_name=ask.fields["name"],
        secret=pin,
        email=ask.fields.get("email"),
        phone=ask.fields.get("phone"),
        language=ask.fields.get("language"),
        is_demo=is_demo,
        must_change=True,
    )


def _change_account(change: Change, cohort: CohortRef, by: int | None) -> None:
    touched = [name for name in change.fields if name in ACCOUNT_FIELDS]
    if not touched or change.profile is None:
        return
    new, user_id = change.wanted.fields, change.profile.person.id
    accounts.change_profile(
        user_id,
        display_name=new["name"] if "name" in touched else None,
        email=new["email"] if "email" in touched else None,
        phone=new["phone"] if "phone" in touched else None,
    )
    if "language" in touched:
        accounts.set_language(user_id, new["language"])
    accounts.record(
        "user-changed",
        actor_id=by,
        organisation_id=cohort.organisation_id,
        subject=f"user:{user_id}",
        data={"fields": touched},
    )


def _change_enrolment(row: Enrolment, change: Change, cohort_id: int) -> None:
    continue_in(row, cohort_id)
    for name, value in _learning(change.wanted).items():
        setattr(row, name, value)


def _record_time(change: Change, user_id: int, course: CourseRef, by: int | None) -> None:
    """A line in the audit log for each learner whose time this roster changes."""
    before = change.enrolment
    given = _learning(change.wanted)
    if before is None and not any(given.values()):
        return
    if before is not None and not set(change.fields) & set(LEARNING_FIELDS):
        return
    # the row of an enrolment that was there holds by now what the roster wrote
    percent = before.extra_time_percent if before else given.get("extra_time_percent", 0)
    seconds = before.due_extension_seconds if before else given.get("due_extension_seconds", 0)
    record_accommodation(course, user_id, by, percent=percent, seconds=seconds)


def _learning(ask: WantedRow) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "extra_time" in ask.fields:
        values["extra_time_percent"] = ask.fields["extra_time"]
    if "extension" in ask.fields:
        values["due_extension_seconds"] = int(ask.fields["extension"].total_seconds())
    return values


def _outcome(change: Change, pin: str | None = None) -> RowOutcome:
    row, name = change.wanted.row, change.wanted.username
    if change.profile is None:
        return RowOutcome(row, name, RowResult.CREATED, CREATED, pin=pin)
    if change.fields:
        return RowOutcome(row, name, RowResult.UPDATED, CHANGED, values={"fields": ", ".join(change.fields)})
    if change.joins:
        return RowOutcome(row, name, RowResult.UPDATED, JOINED)
    return RowOutcome(row, name, RowResult.UNCHANGED, SAME)


def _fault(row: int, username: str, fault: RowFault) -> RowOutcome:
    error = fault.error
    return RowOutcome(row, username, RowResult.ERROR, error.message, fault.column, error.values)


def _report(roster: Roster, outcomes: list[RowOutcome], *, dry_run: bool, written: bool) -> RosterReport:
    outcomes.sort(key=lambda outcome: outcome.row)
    return RosterReport(tuple(outcomes), dry_run, written, roster.ignored)
