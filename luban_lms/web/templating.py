"""What every template may use."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, g, request, url_for
from jinja2 import FileSystemBytecodeCache
from markupsafe import Markup, escape

from luban_lms.accounts.data import Person
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import in_unit_of_work
from luban_lms.lib.i18n import LANGUAGES, N_, html_lang
from luban_lms.lib.ids import content_hash
from luban_lms.web.assets import asset
from luban_lms.web.i18n import current_language, languages_here, text_direction
from luban_lms.web.kept import kept, slot
from luban_lms.web.mosaic.templating import template_globals
from luban_lms.web.person import current_person
from luban_lms.web.security import nonce
from luban_lms.web.wording import counted, in_language


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    url: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    """What a page says of the person who is signed in."""

    display_name: str
    is_staff: bool
    theme: str
    whose: str


def whose(person: Person) -> str:
    """A name for the person that says nothing about them: by it a page knows again whom it was made for."""
    return content_hash(f"page:{person.uuid}".encode())[:16]


TRAINEE_PLACES = (
    ("learn.home", N_("Today"), "today"),
    ("learn.course_home", N_("Course"), "course"),
    ("learn.progress_home", N_("Progress"), "tick"),
    ("portal.profile", N_("Me"), "me"),
)
STAFF_PLACES = (
    ("teach.home", N_("Cohorts"), "today"),
    ("admin.home", N_("Centre"), "course"),
    ("portal.profile", N_("Me"), "me"),
)


def _theme(person: Person | None) -> str:
    """What the button of light and dark wrote here since the profile was saved, else what the profile says."""
    pressed = request.cookies.get("theme", "")
    return pressed if pressed in ("light", "dark") else (person.theme if person else None) or ""


def _places(person: Person | None) -> tuple[Place, ...]:
    if person is None:
        return ()
    endpoint = request.endpoint or ""
    root = str(request.environ.get("SCRIPT_NAME", ""))
    return _places_for(person.is_staff, current_language(), _CURRENT.get(endpoint, endpoint), root)


@lru_cache(maxsize=1024)
def _places_for(is_staff: bool, language: str, current: str, root: str) -> tuple[Place, ...]:  # noqa: FBT001
    """The same for everybody of a kind; `root` is where the site is mounted, which the addresses begin with."""
    return tuple(
        Place(url_for(name), in_language(language, label), icon_name, current == name)
        for name, label, icon_name in (STAFF_PLACES if is_staff else TRAINEE_PLACES)
    )


_CURRENT = {
    "admin.centre": "admin.home",
    "admin.courses_list": "admin.home",
    "learn.unit_end": "learn.course_home",
    "learn.course": "learn.course_home",
    "learn.page": "learn.course_home",
    "learn.unit": "learn.course_home",
    "learn.progress": "learn.progress_home",
    "teach.cohort": "teach.home",
    "teach.make_code": "teach.home",
    "teach.more_time": "teach.home",
    "teach.more_time_post": "teach.home",
    "teach.people": "teach.home",
    "teach.reset": "teach.home",
    "teach.revoke": "teach.home",
    "teach.roster": "teach.home",
    "teach.roster_post": "teach.home",
}


@lru_cache(maxsize=16384)
def _sentence(language: str, message: str) -> Markup:
    return Markup(in_language(language, message)) % {}  # noqa: S704 - our own words


def _marked(message: str, **values: Any) -> Markup:
    """gettext for templates: the sentence is ours, what is put into it is escaped unless it is markup."""
    if not values:
        return _sentence(current_language(), message)
    return Markup(in_language(current_language(), message)) % {k: escape(v) for k, v in values.items()}  # noqa: S704 - our own words


def _marked_plural(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """ngettext for templates; `num` may be used as a placeholder."""
    text = Markup(counted(singular, plural, num))  # noqa: S704 - our own words
    return text % {"num": num, **{k: escape(v) for k, v in values.items()}}


NAMES = {"ar": "ورشة لوبان", "fr": "Atelier Luban", "en": "Luban Workshop", "zh": "鲁班工坊"}


MIRRORED = frozenset({"forward", "back", "next", "retry", "outline", "leave"})
"""Icons of direction mirror in right-to-left pages; clock, tick, sound, phone and the like never do."""


@lru_cache(maxsize=1024)
def _icon(name: str, label: str | None, more: str) -> Markup:
    classes = " ".join(filter(None, ("icon", "icon-mirror" if name in MIRRORED else "", more)))
    said = 'role="img" aria-label="{}"' if label else 'aria-hidden="true" focusable="false"'
    start = Markup('<svg class="{}" ').format(classes) + Markup(said).format(label)  # noqa: S704 - ours
    return start + Markup('><use href="{}#{}"/></svg>').format(asset("icons.svg"), name)


def icon(name: str, label: str | None = None, **more: str) -> Markup:
    """One icon of the sprite. With a label it stands alone and is named; without one it is decoration.

    `class` adds to its classes.
    """
    return _icon(name, None if label is None else str(label), more.get("class", ""))


def _site_name(settings: Settings) -> str:
    """The centre's own name, or the workshop's in the reader's language."""
    return NAMES[current_language()] if settings.centre == Settings.centre else settings.centre


def _compiled(folder: Path) -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept from one start to the next; None where nothing can be written.

    The folder is the server's own: whoever can write there could run code in it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def init_templating(app: Flask, settings: Settings) -> None:
    """Register what every template and macro may use, and the context of every page.

    Macros see the globals alone, so that Jinja makes each module of them once and not in every template.
    """
    app.jinja_env.bytecode_cache = _compiled(settings.home / "cache" / "templates")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        template_globals(lambda: text_direction() == "rtl"),
        _=_marked,
        ngettext=_marked_plural,
        asset=asset,
        current_language=current_language,
        icon=icon,
        kept=kept,
        languages=LANGUAGES,
        languages_here=languages_here,
        slot=slot,
        site_name=partial(_site_name, settings),
    )

    @app.context_processor
    def context() -> dict[str, Any]:
        person = current_person() if in_unit_of_work() or g.get("luban_ask_who") else None
        return {
            "language": current_language(),
            "html_lang": html_lang(current_language()),
            "direction": text_direction(),
            "nonce": nonce(),
            "person": PersonShown(person.display_name, person.is_staff, person.theme or "", whose(person))
            if person
            else None,
            "places": _places(person),
            "demo": settings.demo,
            "theme": _theme(person),
        }
