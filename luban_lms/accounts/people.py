"""Accounts: making, finding and changing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy.exc import IntegrityError

from luban_lms.accounts import queries
from luban_lms.accounts.data import NewUser, Person, PreparedSecret, Profile, RoleGrant
from luban_lms.accounts.errors import (
    EmailTaken,
    LanguageUnknown,
    PersonNotFound,
    PhoneTaken,
    ThemeUnknown,
    UsernameTaken,
)
from luban_lms.accounts.hashing import prepare_secret
from luban_lms.accounts.identifiers import (
    normalise_email,
    normalise_name,
    normalise_phone,
    normalise_username,
    read_identifier,
)
from luban_lms.accounts.models import Account
from luban_lms.accounts.secret_rule import check_secret, normalise_secret
from luban_lms.db.unit_of_work import session
from luban_lms.lib.clock import now
from luban_lms.lib.errors import Conflict
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.lib.ids import new_uuid

THEMES = ("light", "dark")


class _Names(NamedTuple):
    """What must be unique, as an account is about to hold it."""

    id: int
    username: str
    email: str | None
    phone: str | None


def create_user(
    username: str,
    display_name: str,
    *,
    secret: str | PreparedSecret | None = None,
    email: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    is_demo: bool = False,
    must_change: bool = False,
    staff: bool = False,
) -> Person:
    """Make an account. `secret` None: it opens with a one-time link. `staff` refuses a PIN.

    Raises the Invalid and Conflict errors of accounts.errors.
    """
    new = NewUser(
        username=username,
        display_name=display_name,
        secret=secret,
        email=email,
        phone=phone,
        language=language,
        is_demo=is_demo,
        must_change=must_change,
        staff=staff,
    )
    return create_users([new])[0]


def create_users(users: Sequence[NewUser]) -> list[Person]:
    """Make many accounts, all or none, in their order. Raises as create_user."""
    rows = [_values(user) for user in users]
    names = [_Names(0, row["username"], row["email"], row["phone"]) for row in rows]
    _refuse_taken(names)
    try:
        with session().begin_nested():
            queries.add_accounts(rows)
    except IntegrityError as error:
        _refuse_taken(names)
        raise Conflict from error
    made = find_profiles([name.username for name in names])
    return [made[name.username].person for name in names]


def find_by_identifier(text: str) -> Person | None:
    """The person with this username, e-mail address or phone number."""
    name = read_identifier(text)
    found = profiles(queries.rows_for_identifier(name.username, name.email, name.phone))
    return found[0].person if found else None


def get_profile(user_id: int) -> Profile:
    """A person with contact data. Raises PersonNotFound."""
    found = profiles(queries.rows_for_user(user_id))
    if not found:
        raise PersonNotFound
    return found[0]


def get_person(user_id: int) -> Person:
    """Raises PersonNotFound."""
    return get_profile(user_id).person


def find_profiles(usernames: Collection[str]) -> dict[str, Profile]:
    """Normalised username to profile, for those that exist: one statement."""
    found = profiles(queries.rows_for_usernames(usernames)) if usernames else []
    return {profile.person.username: profile for profile in found}


def people_with(
    roles: Collection[str], organisation_id: int | None = None, *, after: int = 0, limit: int = 50
) -> list[Profile]:
    """People who hold one of the roles (in an organisation), by id; `after` is the last id seen."""
    return profiles(queries.rows_for_role(organisation_id, roles, after, min(limit, 500)))


def contacts_taken(emails: Collection[str], phones: Collection[str]) -> dict[str, int]:
    """Which of these normalised addresses and numbers are in use, and by whose account id."""
    wanted = {*emails, *phones}
    return {
        contact: row.id
        for row in (queries.taken((), emails, phones) if wanted else ())
        for contact in (row.email, row.phone)
        if contact in wanted
    }


def change_profile(
    user_id: int, *, display_name: str | None = None, email: str | None = None, phone: str | None = None
) -> None:
    """Change what is given; an empty e-mail or phone takes it away. Raises as create_user."""
    row = row_of(user_id)
    name = row.display_name if display_name is None else normalise_name(display_name)
    new_email = row.email if email is None else normalise_email(email) if email else None
    new_phone = row.phone if phone is None else normalise_phone(phone) if phone else None
    _refuse_taken([_Names(row.id, row.username, new_email, new_phone)])
    try:
        with session().begin_nested():
            row.display_name, row.email, row.phone = name, new_email, new_phone
            session().flush()
    except IntegrityError as error:
        raise Conflict from error


def set_language(user_id: int, language: str | None) -> None:
    """Raises LanguageUnknown."""
    row_of(user_id).language = _language(language)
    session().flush()


def set_theme(user_id: int, theme: str | None) -> None:
    """ "light", "dark" or None. Raises ThemeUnknown."""
    row_of(user_id).theme = _theme(theme)
    session().flush()


def set_preferences(user_id: int, *, language: str | None, theme: str | None) -> None:
    """Language and look together, both or neither. Raises LanguageUnknown, ThemeUnknown."""
    checked = _language(language), _theme(theme)
    row = row_of(user_id)
    row.language, row.theme = checked
    session().flush()


def row_of(user_id: int) -> Account:
    """The account's row. Raises PersonNotFound."""
    row = queries.account(user_id)
    if row is None:
        raise PersonNotFound
    return row


def profiles(rows: Iterable[Any]) -> list[Profile]:
    """People from rows that repeat a person for each role and keep the person's rows together."""
    return [_profile(list(group)) for _, group in groupby(rows, key=lambda row: row.id)]


def _profile(rows: list[Any]) -> Profile:
    first = rows[0]
    person = Person(
        id=first.id,
        uuid=first.uuid,
        username=first.username,
        display_name=first.display_name,
        language=first.language,
        theme=first.theme,
        roles=tuple(RoleGrant(row.role, row.organisation_id, row.cohort_id) for row in rows if row.role),
        is_demo=first.is_demo,
        must_change=first.must_change,
    )
    return Profile(person, first.email, first.phone, first.disabled_at)


def _values(user: NewUser) -> dict[str, Any]:
    username = normalise_username(user.username)
    email = normalise_email(user.email) if user.email else None
    phone = normalise_phone(user.phone) if user.phone else None
    name = normalise_name(user.display_name)
    secret = user.secret
    if secret is not None:
        text = secret.text if isinstance(secret, PreparedSecret) else normalise_secret(secret)
        check_secret(text, staff=user.staff, known=(username, email, phone, name))
        secret = secret if isinstance(secret, PreparedSecret) else prepare_secret(text)
    return {
        "uuid": new_uuid(),
        "username": username,
        "email": email,
        "phone": phone,
        "display_name": name,
        "language": _language(user.language),
        "secret_hash": secret.hash if secret else None,
        "secret_is_pin": bool(secret and secret.is_pin),
        "must_change": user.must_change,
        "is_demo": user.is_demo,
        "created_at": now(),
    }


def _refuse_taken(rows: Sequence[_Names]) -> None:
    """Raise UsernameTaken, EmailTaken or PhoneTaken when another account or row holds what a row wants."""
    for column, error in (("username", UsernameTaken), ("email", EmailTaken), ("phone", PhoneTaken)):
        values = [value for row in rows if (value := getattr(row, column))]
        if twice := [value for value, times in Counter(values).items() if times > 1]:
            raise error(username=twice[0])
    others = queries.taken(
        [row.username for row in rows],
        [row.email for row in rows if row.email],
        [row.phone for row in rows if row.phone],
    )
    seen = {
        value: other.id for other in others for value in (other.username, other.email, other.phone) if value
    }
    for row in rows:
        if seen.get(row.username, row.id) != row.id:
            raise UsernameTaken(username=row.username)
        if row.email and seen.get(row.email, row.id) != row.id:
            raise EmailTaken
        if row.phone and seen.get(row.phone, row.id) != row.id:
            raise PhoneTaken


def _language(language: str | None) -> str | None:
    if language is not None and language not in LANGUAGES:
        raise LanguageUnknown
    return language


def _theme(theme: str | None) -> str | None:
    if theme is not None and theme not in THEMES:
        raise ThemeUnknown
    return theme
