"""Errors as types. A kind says what went wrong; `web` turns kinds into statuses in one table."""

from __future__ import annotations

from typing import Any, ClassVar

from luban_lms.lib.i18n import N_


class LubanError(Exception):
    """The base of every error that a person may read.

    `message` is marked for translation and has named placeholders; `values` fills them.
    `code` is stable and meant for programs.
    """

    message: ClassVar[str] = N_("Something went wrong.")
    code: ClassVar[str] = "error"

    def __init__(self, **values: Any) -> None:
        super().__init__(type(self).message, values)
        self.values = values

    def __str__(self) -> str:
        try:
            return type(self).message % self.values
        except (KeyError, TypeError, ValueError):
            return type(self).message


class NotFound(LubanError):
    """The thing does not exist, or the asker must not learn that it does."""

    message = N_("This page does not exist, or it is not open to you.")
    code = "not-found"


class Invalid(LubanError):
    """What was sent cannot be understood or breaks a rule."""

    message = N_("This cannot be accepted as it is.")
    code = "invalid"


class Denied(LubanError):
    """The asker is known and may not do this."""

    message = N_("You may not do this.")
    code = "denied"


class Conflict(LubanError):
    """Something else happened first."""

    message = N_("Something else changed in the meantime.")
    code = "conflict"


class Gone(LubanError):
    """It was there once and is over."""

    message = N_("This is no longer available.")
    code = "gone"


class Unavailable(LubanError):
    """The service cannot do this now; trying again later makes sense."""

    message = N_("The service is busy. Please try again in a moment.")
    code = "unavailable"
