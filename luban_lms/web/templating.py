"""What every template may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_translations
from markupsafe import Markup, escape

from luban_lms.accounts.data import Person
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import in_unit_of_work
from luban_lms.lib.i18n import LANGUAGES, N_, html_lang
from luban_lms.web.assets import asset
from luban_lms.web.i18n import current_language, language_url, text_direction
from luban_lms.web.mosaic.templating import template_globals
from luban_lms.web.person import current_person
from luban_lms.web.security import nonce


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


def _places(person: Person | None) -> list[Place]:
    if person is None:
        return []
    chosen = STAFF_PLACES if person.is_staff else TRAINEE_PLACES
    endpoint = request.endpoint or ""
    return [
        Place(
            url_for(name),
            get_translations().ugettext(label),
            icon,
            endpoint == name or _CURRENT.get(endpoint) == name,
        )
        for name, label, icon in chosen
    ]


_CURRENT = {
    "learn.course": "learn.course_home",
    "learn.page": "learn.course_home",
    "learn.unit": "learn.course_home",
    "learn.progress": "learn.progress_home",
    "teach.cohort": "teach.home",
    "teach.reset": "teach.home",
}


def _marked(message: str, **values: Any) -> Markup:
    """gettext for templates: the sentence is ours, what is put into it is escaped unless it is markup."""
    return Markup(get_translations().ugettext(message)) % {k: escape(v) for k, v in values.items()}  # noqa: S704 - our own words


def _marked_plural(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """ngettext for templates; `num` may be used as a placeholder."""
    text = Markup(get_translations().ungettext(singular, plural, num))  # noqa: S704 - our own words
    return text % {"num": num, **{k: escape(v) for k, v in values.items()}}


NAMES = {"ar": "ورشة لوبان", "fr": "Atelier Luban", "en": "Luban Workshop", "zh": "鲁班工坊"}


def _site_name(settings: Settings) -> str:
    """The centre's own name, or the workshop's in the reader's language."""
    return NAMES[current_language()] if settings.centre == Settings.centre else settings.centre


def init_templating(app: Flask, settings: Settings) -> None:
    """Register the context of every template, and gettext for Jinja."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    app.jinja_env.globals.update(template_globals(lambda: text_direction() == "rtl"))

    @app.context_processor
    def context() -> dict[str, Any]:
        person = current_person() if in_unit_of_work() else None
        return {
            "_": _marked,
            "ngettext": _marked_plural,
            "language": current_language(),
            "html_lang": html_lang(current_language()),
            "direction": text_direction(),
            "languages": LANGUAGES,
            "language_url": language_url,
            "asset": asset,
            "nonce": nonce(),
            "person": PersonShown(person.display_name, person.is_staff, person.theme or "")
            if person
            else None,
            "places": _places(person),
            "site_name": _site_name(settings),
            "demo": settings.demo,
            "theme": person.theme if person and person.theme else request.cookies.get("theme", ""),
        }
