"""What each row of a roster asks for, and what it would change. Pure but for the shapes of names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Profile
from luban_lms.accounts.errors import EmailTaken, LanguageUnknown, NameInvalid, PhoneTaken
from luban_lms.enrollment.access import read_period
from luban_lms.enrollment.bounds import check_extension, check_extra_time
from luban_lms.enrollment.csv_roster import RosterRow
from luban_lms.enrollment.data import EnrolmentState
from luban_lms.enrollment.errors import AccommodationInvalid, OtherCohort
from luban_lms.enrollment.models import Enrolment
from luban_lms.lib.errors import Conflict, Denied, Invalid, LubanError
from luban_lms.lib.i18n import LANGUAGES, N_

ACCOUNT_FIELDS = ("name", "email", "phone", "language")
LEARNING_FIELDS = ("extra_time", "extension")


class BelongsElsewhere(Denied):
    """Whoever may enrol here may not reach accounts of other organisations."""

    message = N_("This username belongs to somebody outside this organisation.")
    code = "belongs-elsewhere"


class AccountProtected(Denied):
    message = N_("A roster may not change the account of staff or of somebody who is in other organisations.")
    code = "account-protected"


class AccountClosed(Denied):
    message = N_("This account is closed.")
    code = "account-closed"


class TwiceInFile(Conflict):
    message = N_("The same is in row %(row)s.")
    code = "twice-in-file"


class RowFault(Exception):
    """A row that cannot be done: the column, and the error that says why."""

    def __init__(self, column: str | None, error: LubanError) -> None:
        super().__init__(str(error))
        self.column = column
        self.error = error


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One row, its values in the one way to write them; a field that the row leaves out is not there."""

    row: int
    username: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What a row would do. `profile` None: a new account; `fields` are the ones that change."""

    wanted: WantedRow
    profile: Profile | None
    enrolment: Enrolment | None
    joins: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows about a roster: all that deciding needs."""

    organisation_id: int
    cohort_id: int
    profiles: Mapping[str, Profile]
    enrolments: Mapping[int, Enrolment]
    contacts: Mapping[str, int]


def wanted_row(row: RosterRow) -> WantedRow:
    """Read the cells of a row. Raises RowFault."""
    fields = {
        column: _cell(column, _READ[column], cell)
        for column, cell in row.cells.items()
        if column != "username"
    }
    return WantedRow(row.row, _cell("username", accounts.normalise_username, row.cells["username"]), fields)


def refuse_twice(wanted: WantedRow, seen: dict[str, int]) -> None:
    """Note what must be unique in a file. Raises RowFault when a row before had it."""
    for column in ("username", "email", "phone"):
        value = wanted.username if column == "username" else wanted.fields.get(column)
        if value is None:
            continue
        if value in seen:
            raise RowFault(column, TwiceInFile(row=seen[value]))
        seen[value] = wanted.row


def decide(wanted: WantedRow, known: Known) -> Change:
    """Compare a row with what is there. Raises RowFault."""
    profile = known.profiles.get(wanted.username)
    user_id = profile.person.id if profile else None
    for column, error in (("email", EmailTaken()), ("phone", PhoneTaken())):
        holder = known.contacts.get(wanted.fields.get(column, ""))
        if holder is not None and holder != user_id:
            raise RowFault(column, error)
    if profile is None:
        if "name" not in wanted.fields:
            raise RowFault("name", NameInvalid())
        return Change(wanted, None, None, joins=True, fields=tuple(wanted.fields))
    enrolment = known.enrolments.get(profile.person.id)
    fields = _differences(wanted, profile, enrolment)
    _refuse_foreign(profile, known.organisation_id, fields)
    active = enrolment is not None and enrolment.state == EnrolmentState.ACTIVE
    if enrolment is not None and active and enrolment.cohort_id not in (None, known.cohort_id):
        raise RowFault(None, OtherCohort())
    joins = enrolment is None or not active or enrolment.cohort_id != known.cohort_id
    return Change(wanted, profile, enrolment, joins, fields)


def _differences(wanted: WantedRow, profile: Profile, enrolment: Enrolment | None) -> tuple[str, ...]:
    now = {
        "name": profile.person.display_name,
        "email": profile.email,
        "phone": profile.phone,
        "language": profile.person.language,
        "extra_time": enrolment.extra_time_percent if enrolment else 0,
        "extension": timedelta(seconds=enrolment.due_extension_seconds if enrolment else 0),
    }
    return tuple(name for name, value in wanted.fields.items() if value != now[name])


def _refuse_foreign(profile: Profile, organisation_id: int, fields: tuple[str, ...]) -> None:
    places = {grant.organisation_id for grant in profile.person.roles}
    if organisation_id not in places:
        raise RowFault("username", BelongsElsewhere())
    if profile.disabled_at is not None:
        raise RowFault("username", AccountClosed())
    touched = [name for name in fields if name in ACCOUNT_FIELDS]
    if touched and (profile.person.is_staff or places != {organisation_id}):
        raise RowFault(touched[0], AccountProtected())


def _cell(column: str, read: Callable[[str], Any], cell: str) -> Any:
    try:
        return read(cell)
    except Invalid as error:
        raise RowFault(column, error) from error


def _language(cell: str) -> str:
    code = cell.lower()
    if code not in LANGUAGES:
        raise LanguageUnknown
    return code


def _percent(cell: str) -> int:
    try:
        percent = int(cell.rstrip("%٪ "))
    except ValueError:
        raise AccommodationInvalid from None
    check_extra_time(percent)
    return percent


def _extension(cell: str) -> timedelta:
    period = read_period(cell)
    if not period and cell != "0":
        raise AccommodationInvalid
    check_extension(period)
    return period


_READ: dict[str, Callable[[str], Any]] = {
    "name": accounts.normalise_name,
    "email": accounts.normalise_email,
    "phone": accounts.normalise_phone,
    "language": _language,
    "extra_time": _percent,
    "extension": _extension,
}
