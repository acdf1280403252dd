"""Fields of a quiz: what its author set, what a learner did, and the essays that all share."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from xblock.fields import Boolean, Dict, Integer, List, Scope, String

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import NAME_FIELD, AuthoredBlock
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.standing import AFTER_SUBMIT

MODE_WORDS = (
    ("practice", N_("Practice: feedback at once, as often as one likes")),
    ("assessment", N_("Assessment: feedback after handing in")),
    ("examination", N_("Examination: with a clock")),
)
KEEP_WORDS = (
    ("best", N_("The best attempt")),
    ("last", N_("The last attempt")),
    ("mean", N_("The mean of all attempts")),
)
SHOW_WORDS = (
    ("after_submit", N_("After handing in")),
    ("after_last", N_("After the last attempt, or when everything is right")),
    ("after", N_("From a date on")),
    ("never", N_("Never")),
)
MOST_MINUTES = Decimal(24 * 60)
YEAR = Decimal(366 * 24 * 3600)
NOUGHT = Decimal(0)


def _count(
    name: str, label: str, hint: str = "", *, most: Decimal | None = None, default: str = "0"
) -> FormField:
    return FormField(
        name, label, kind="integer", required=False, default=default, minimum=NOUGHT, maximum=most, help=hint
    )


class QuizFields(AuthoredBlock):
    """The fields of a quiz."""

    SETTINGS: ClassVar[tuple[FormField, ...]] = (
        NAME_FIELD,
        FormField("mode", N_("Kind of quiz"), kind="choice", choices=MODE_WORDS, default="practice"),
        _count("draw", N_("Questions in an attempt"), N_("So many are drawn from the list. 0: all of them.")),
        FormField("shuffle", N_("Shuffle questions and options"), kind="boolean"),
        _count("attempts", N_("Attempts"), N_("0: as many as one likes.")),
        _count("cooldown", N_("Pause before the next attempt, in seconds"), most=YEAR),
        FormField("keep", N_("What counts"), kind="choice", choices=KEEP_WORDS, default="best"),
        _count("minutes", N_("Minutes for an examination"), N_("0: no clock. Extra time of a learner is added."), most=MOST_MINUTES),
        FormField("show", N_("When right answers are shown"), kind="choice", choices=SHOW_WORDS, default=AFTER_SUBMIT),
        _count("pass_mark", N_("Per cent to pass"), most=Decimal(100), default="70"),
        FormField("weight", N_("Points"), kind="decimal", required=False, minimum=NOUGHT, help=N_("Empty: the points of the questions together.")),
    )  # fmt: skip
    BODY_FIELDS: ClassVar[tuple[str, ...]] = ("bank",)

    bank = Dict(scope=Scope.content, default={})
    """{"intro", "questions"}: all that an author wrote. In OLX it is `<intro>` and `<question>` elements."""
    mode = String(scope=Scope.settings, default="practice")
    draw = Integer(scope=Scope.settings, default=0)
    """Questions in an attempt. 0: all of the bank."""
    shuffle = Boolean(scope=Scope.settings, default=False)
    attempts = Integer(scope=Scope.settings, default=0)
    """Attempts that may be begun. 0: as many as one likes."""
    cooldown = Integer(scope=Scope.settings, default=0)
    """Seconds between handing in and the next attempt."""
    keep = String(scope=Scope.settings, default="best")
    minutes = Integer(scope=Scope.settings, default=0)
    """Length of an examination. 0: no clock."""
    show = String(scope=Scope.settings, default=AFTER_SUBMIT)
    """ "after_submit", "after_last", "after:2026-12-01T00:00Z" or "never"."""
    pass_mark = Integer(scope=Scope.settings, default=70)
    """Per cent from which the quiz is passed. In OLX it is the attribute `pass`."""
    replaces = String(scope=Scope.settings, default="")
    """Earlier blocks whose answers a host hands to this one, as "type/url_name", with spaces between."""

    attempt = Dict(scope=Scope.user_state, default={})
    """The attempt that is open, or the one that was handed in last; see attempt.py."""
    work = Dict(scope=Scope.user_state, default={})
    """What was done in it: answers, flags, hints, checks."""
    past = List(scope=Scope.user_state, default=[])
    """Records of the attempts that were handed in, oldest first."""
    place = String(scope=Scope.user_state, default="0")
    """Number of the question that is open, from 0, or "review"."""
    notice = Dict(scope=Scope.user_state, default={})
    """A sentence for the next view, as marked text: {"message"}."""

    essays = Dict(scope=Scope.user_state_summary, default={})
    """Essays that wait for a trainer; see marking.py."""
    marks = Dict(scope=Scope.user_state_summary, default={})
    """Marks that their writers have not fetched yet."""
