"""Who may do what, where. Data and pure functions; docs/permissions.md prints the table."""

from __future__ import annotations

from enum import StrEnum

from luban_lms.accounts.data import Person, RoleGrant


class Role(StrEnum):
    """What a person is to an organisation. One person may be several things in several places."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    AUTHOR = "author"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What somebody may want to do. Every route names one."""

    PROFILE = "profile"
    """See and change one's own profile, sessions and password."""
    LEARN = "learn"
    """Open the learner's pages; which course opens is for enrolment to say."""
    PREVIEW_COURSE = "preview-course"
    """Open any page of a course, also what is not open to learners yet."""
    EDIT_COURSE = "edit-course"
    IMPORT_COURSE = "import-course"
    """Bring in and take out a whole course."""
    PUBLISH_COURSE = "publish-course"
    SEE_COHORT = "see-cohort"
    """See who is in a cohort, how far each one is and who has more time; show its codes."""
    RESET_TRAINEE = "reset-trainee"
    """Give a trainee a new PIN."""
    SEE_CENTRE = "see-centre"
    """See an organisation, its courses and its cohorts."""
    MANAGE_COHORT = "manage-cohort"
    """Make cohorts, plan them, invite and enrol, give more time."""
    MANAGE_PEOPLE = "manage-people"
    """Make and close accounts, give and take roles up to one's own."""
    SEE_AUDIT = "see-audit"
    ADMINISTER = "administer"
    """Settings of the organisation; over the whole site, of the site."""


ANYONE = frozenset({Action.PROFILE})
"""Whoever is signed in, whatever they were granted."""

ANYWHERE = frozenset({Action.LEARN})
"""A role that allows these somewhere is enough: they touch only the person's own things."""

_LEARNING = frozenset({Action.LEARN})
_TEACHING = frozenset({Action.PREVIEW_COURSE, Action.SEE_COHORT, Action.RESET_TRAINEE})
_AUTHORING = frozenset(
    {
        Action.PREVIEW_COURSE,
        Action.EDIT_COURSE,
        Action.IMPORT_COURSE,
        Action.PUBLISH_COURSE,
        Action.SEE_CENTRE,
    }
)
_COORDINATING = frozenset({Action.SEE_CENTRE, Action.MANAGE_COHORT, Action.MANAGE_PEOPLE, Action.SEE_AUDIT})

MAY: dict[Role, frozenset[Action]] = {
    Role.TRAINEE: _LEARNING,
    Role.TRAINER: _LEARNING | _TEACHING,
    Role.AUTHOR: _LEARNING | _AUTHORING,
    Role.COORDINATOR: _LEARNING | _TEACHING | _COORDINATING,
    Role.ADMINISTRATOR: _LEARNING | _TEACHING | _AUTHORING | _COORDINATING | {Action.ADMINISTER},
}

RANK: dict[Role, int] = {
    Role.TRAINEE: 0,
    Role.TRAINER: 1,
    Role.AUTHOR: 1,
    Role.COORDINATOR: 2,
    Role.ADMINISTRATOR: 3,
}

STAFF = frozenset(role for role in Role if role is not Role.TRAINEE)


def may(
    person: Person | None, action: Action, *, organisation_id: int | None = None, cohort_id: int | None = None
) -> bool:
    """Whether a person may do something to a cohort, to a whole organisation, or to the whole site.

    Without `organisation_id` the question is about the whole site, so leaving it out never opens more.
    A role in one cohort says nothing about the rest of its organisation. None is nobody: nothing.
    """
    if person is None:
        return False
    if action in ANYONE:
        return True
    if action in ANYWHERE:
        return may_somewhere(person, action)
    return any(action in _allowed(g) and _covers(g, organisation_id, cohort_id) for g in person.roles)


def may_somewhere(person: Person | None, action: Action) -> bool:
    """Whether a person may do something at least somewhere: to show a door, never to pass it."""
    if person is None:
        return False
    return action in ANYONE or any(action in _allowed(grant) for grant in person.roles)


def places(person: Person, action: Action) -> tuple[RoleGrant, ...]:
    """The grants that allow an action: where a list of cohorts or organisations may look."""
    return tuple(grant for grant in person.roles if action in _allowed(grant))


def is_staff_of(person: Person, organisation_id: int) -> bool:
    """Whether a person teaches, writes, coordinates or administers in an organisation, or anywhere in it."""
    return any(
        grant.role in STAFF and grant.organisation_id in (None, organisation_id) for grant in person.roles
    )


def may_give(giver: Person, grant: RoleGrant) -> bool:
    """Whether a person may give or take a role there: with MANAGE_PEOPLE there, and up to their own rank."""
    if not may(giver, Action.MANAGE_PEOPLE, organisation_id=grant.organisation_id, cohort_id=grant.cohort_id):
        return False
    return rank_at(giver, grant.organisation_id, grant.cohort_id) >= RANK[Role(grant.role)]


def may_reset(by: Person, target: Person) -> bool:
    """Whether a person may give another a new secret.

    There must be a place where `by` may do so, and everywhere that `target` holds a role `by` must
    outrank it: whoever can reset an account can use it. Somebody without any role is the site's.
    """
    if by.id == target.id:
        return False
    if not target.roles:
        return may(by, Action.MANAGE_PEOPLE)
    return all(
        may(by, Action.RESET_TRAINEE, organisation_id=grant.organisation_id, cohort_id=grant.cohort_id)
        and _outranks(by, grant)
        for grant in target.roles
    )


def rank_at(person: Person, organisation_id: int | None, cohort_id: int | None = None) -> int:
    """The highest rank that a person has over a place; -1 for none."""
    return max(
        (RANK[Role(g.role)] for g in person.roles if _covers(g, organisation_id, cohort_id)), default=-1
    )


def permissions_table() -> str:
    """The table as Markdown: a row for each action, a column for each role."""
    head = ["action", "signed in", *Role]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for action in Action:
        cells = ["yes" if action in ANYONE else ""]
        cells += ["yes" if action in MAY[role] | ANYONE else "" for role in Role]
        lines.append("| " + " | ".join([f"`{action}`", *cells]) + " |")
    return "\n".join(lines) + "\n"


def _allowed(grant: RoleGrant) -> frozenset[Action]:
    return MAY[Role(grant.role)]


def _covers(grant: RoleGrant, organisation_id: int | None, cohort_id: int | None) -> bool:
    if grant.organisation_id is None:
        return True
    if grant.organisation_id != organisation_id:
        return False
    return grant.cohort_id is None or grant.cohort_id == cohort_id


def _outranks(by: Person, grant: RoleGrant) -> bool:
    return rank_at(by, grant.organisation_id, grant.cohort_id) > RANK[Role(grant.role)]
