"""The page of one's own account."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from luban_lms.accounts import api as accounts
from luban_lms.accounts.data import Person
from luban_lms.lib.i18n import LANGUAGES
from luban_lms.orgs import api as orgs
from luban_lms.portal.pages import ProfilePage, SessionRow
from luban_lms.web.person import session_secret


def profile_page(person: Person | None, *, errors: Mapping[str, str] | None = None) -> ProfilePage:
    """What somebody sees of their own account."""
    assert person is not None  # noqa: S101 - the route lets nobody else in
    sessions = accounts.sessions_of(person.id, current=session_secret())
    return ProfilePage(
        display_name=person.display_name,
        username=person.username,
        place=_place(person),
        languages=tuple(LANGUAGES.items()),
        actions={
            "about": url_for("portal.profile_about"),
            "secret": url_for("portal.profile_secret"),
            "end_others": url_for("portal.profile_end_others"),
            "sign_out": url_for("portal.sign_out"),
        },
        language=person.language,
        theme=person.theme,
        has_pin=not person.is_staff,
        must_change=person.must_change,
        sessions=tuple(SessionRow(s.device, s.created_at, s.is_current) for s in sessions),
        errors=errors or {},
    )


def _place(person: Person) -> str:
    for grant in person.roles:
        if grant.organisation_id is None:
            continue
        name = orgs.get_organisation(grant.organisation_id).name
        return f"{name} · {orgs.get_cohort(grant.cohort_id).name}" if grant.cohort_id else name
    return ""
