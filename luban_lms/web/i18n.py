"""The language of an answer: asked for in the address, chosen before, the person's, the browser's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import format_time as babel_time
from babel.numbers import format_decimal
from flask import Flask, current_app, g, request, session
from flask.globals import request_ctx
from flask_babel import Babel

from luban_lms.config import Settings
from luban_lms.lib.i18n import LANGUAGES, direction, normalise_language
from luban_lms.web.person import current_person

babel = Babel()

LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB", "zh": "zh_Hans_CN"}
NBSP = "\u00a0"


def time_zone() -> str:
    """Name of the centre's time zone, as the running application was told it."""
    return str(current_app.config["LUBAN_TIME_ZONE"])


class _CentreZone(tzinfo):
    """The zone of `time_zone`, looked up when it is used: a module is imported before there are settings."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return ZoneInfo(time_zone()).utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return ZoneInfo(time_zone()).dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return ZoneInfo(time_zone()).tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        zone = ZoneInfo(time_zone())
        return zone.fromutc(moment.replace(tzinfo=zone))


CENTRE_ZONE: tzinfo = _CentreZone()
"""In which pages print days and hours; `astimezone` gives a moment of the real zone."""


def current_language() -> str:
    """The language code of this request, decided once."""
    try:
        return g.luban_language  # type: ignore[no-any-return]
    except AttributeError:
        g.luban_language = decided = _decide()
        return decided


def _decide() -> str:
    asked = normalise_language(request.args.get("lang"))
    if asked:
        if session.get("lang") != asked:
            session["lang"] = asked
        return asked
    chosen = normalise_language(session.get("lang"))
    if chosen:
        return chosen
    person = current_person()
    if person and person.language in LANGUAGES:
        return str(person.language)
    best = request.accept_languages.best_match(["ar", "fr", "en", "zh", "zh-CN", "zh-Hans", "ar-MA", "fr-MA"])
    return normalise_language(best) or str(g.get("luban_default_language", "ar"))


def languages_here() -> tuple[tuple[str, str, str], ...]:
    """Every language: its code, its own name, and this page in it: the same address with ?lang=."""
    found: tuple[tuple[str, str, str], ...] | None = g.get("luban_languages_here")
    if found is None:
        path = request.path if request.method == "GET" or _opens_too() else "/"
        more = urlencode([(k, v) for k, v in request.args.items(multi=True) if k != "lang"])
        base = f"{path}?{more}&lang=" if more else f"{path}?lang="
        found = g.luban_languages_here = tuple((code, name, base + code) for code, name in LANGUAGES.items())
    return found


def _opens_too() -> bool:
    """Whether the address to which something was sent is a page, too."""
    adapter = request_ctx.url_adapter
    return adapter is not None and "GET" in adapter.allowed_methods()


def init_i18n(app: Flask, settings: Settings) -> None:
    """Catalogues, and the filters by which templates print dates and numbers."""
    app.config["LUBAN_TIME_ZONE"] = settings.time_zone
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=current_language)

    @app.before_request
    def remember_default() -> None:
        g.luban_default_language = settings.language

    app.jinja_env.filters.update(
        format_date=format_date,
        format_datetime=format_datetime,
        format_time=format_time,
        number=number,
        points=points,
        kilobytes=kilobytes,
    )


def _local(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(CENTRE_ZONE)


def _locale() -> str:
    return LOCALES[current_language()]


def format_date(moment: datetime, form: str = "") -> str:
    """A day: `mar. 24 nov. 2026`; form "weekday" gives the weekday alone, "long" the whole."""
    pattern = {"weekday": "EEEE", "long": "EEEE d MMMM y", "": "EEE d MMM y"}[form]
    if current_language() == "zh":
        pattern = {"weekday": "EEEE", "long": "y年M月d日 EEEE", "": "y年M月d日"}[form]
    return babel_date(_local(moment), pattern, locale=_locale())


def format_time(moment: datetime) -> str:
    """The hour, 24 h, in the centre's time zone."""
    return babel_time(_local(moment), "HH:mm", locale=_locale())


def format_datetime(moment: datetime) -> str:
    """Day and hour."""
    if current_language() == "zh":
        return babel_datetime(_local(moment), "y年M月d日 HH:mm", locale=_locale())
    comma = "،" if current_language() == "ar" else ","
    return f"{format_date(moment)}{comma} {format_time(moment)}"


def number(value: Decimal | float) -> str:
    """A number as the reader writes it, with groups that cannot break."""
    return _number(value, "fr" if current_language() in ("ar", "fr") else "en")


@lru_cache(maxsize=4096, typed=True)
def _number(value: Decimal | float, locale: str) -> str:
    """Few numbers occur, and a page prints dozens."""
    return format_decimal(value, locale=locale).replace("\u202f", NBSP)


def points(value: Decimal) -> str:
    """A score, rounded once, here: at most two decimals and no trailing zeros."""
    rounded = Decimal(value).quantize(Decimal("0.01"))
    return number(rounded.normalize() if rounded != rounded.to_integral() else rounded.to_integral())


def kilobytes(size: int) -> str:
    """Bytes as whole kilobytes, at least one."""
    return number(max(1, round(size / 1000)))


def text_direction() -> str:
    """ "rtl" or "ltr" for this answer."""
    return direction(current_language())
