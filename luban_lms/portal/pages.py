"""What the pages open to everyone show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from luban_lms.web.mosaic.data import Module


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a language of their own."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure and what it counts."""

    value: str
    text: str
    second: Passage | None = None


@dataclass(frozen=True, slots=True)
class FrontModule:
    """A module of the programme, drawn finished."""

    title: str
    module: Module
    second: Passage | None = None


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The public page. All words come from the centre and its course, in the reader's language."""

    headline: str
    lead: str
    sign_in_href: str
    second_headline: Passage | None = None
    programme_href: str | None = None
    facts: tuple[Fact, ...] = ()
    modules: tuple[FrontModule, ...] = ()
    partners: tuple[Passage, ...] = ()
    is_signed_in: bool = False


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign in. `again`: a session ended while somebody worked; they come back to the same place."""

    action: str
    next: str = ""
    identifier: str = ""
    error: str = ""
    """A sentence that says what to do, or nothing."""
    again: bool = False
    tagline: str = ""
    demo: tuple[tuple[str, str], ...] = ()
    """Demonstration accounts: username and what they are. Only in demonstration mode."""
    demo_password: str = ""
    invite_href: str = "/join"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A device that is signed in."""

    device: str
    since: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """One's own name, language, look, password and devices.

    `errors` has the sentence for a field by its name; `saved` names the form that was just saved.
    """

    display_name: str
    username: str
    place: str
    """Centre and group, in words."""
    languages: tuple[tuple[str, str], ...]
    """Code and own name."""
    actions: Mapping[str, str]
    """Where each form posts to: about (language, theme), secret (old, new), end_others, sign_out."""
    language: str | None = None
    theme: str | None = None
    has_pin: bool = False
    must_change: bool = False
    sessions: tuple[SessionRow, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    saved: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Help. `people` are those to ask, with a way to reach them, when the reader is signed in."""

    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class InvitePage:
    """Join by a code. Without a group the code is asked for first."""

    action: str
    code: str = ""
    group: str = ""
    organisation: str = ""
    course: str = ""
    username: str = ""
    display_name: str = ""
    sign_in_href: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A one-time link: choose a password or PIN."""

    action: str
    display_name: str
    username: str
    pin_allowed: bool
    errors: Mapping[str, str] = field(default_factory=dict)
