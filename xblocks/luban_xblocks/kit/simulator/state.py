"""Fields of an exercise: what its author set, and what a learner did."""

from __future__ import annotations

from typing import ClassVar

from xblock.fields import Boolean, Dict, Integer, List, Scope, String

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import NAME_FIELD, WEIGHT_FIELD, AuthoredBlock
from luban_xblocks.kit.words import N_

ATTEMPTS_FIELD = FormField(
    "max_attempts",
    N_("Attempts for each case"),
    kind="integer",
    required=False,
    help=N_("Empty: as many as one likes."),
)


class SimulatorFields(AuthoredBlock):
    """The fields that every exercise has."""

    SETTINGS: ClassVar[tuple[FormField, ...]] = (NAME_FIELD, WEIGHT_FIELD, ATTEMPTS_FIELD)
    BODY_FIELDS: ClassVar[tuple[str, ...]] = ("cases",)

    cases = List(scope=Scope.content, default=[])
    """Cases that an author added: {"id", "values"}. In OLX they are `<case>` elements."""
    asked = List(scope=Scope.settings, default=[])
    """Short names of the cases that are asked, in order. Empty: those of an author, else all that it brings."""
    max_attempts = Integer(scope=Scope.settings, default=None)
    """How many times each case may be checked. None: as many as one likes."""

    opened = String(scope=Scope.user_state, default="")
    """The case that the learner has open. Empty: the first that is not passed."""
    work = Dict(scope=Scope.user_state, default={})
    """What stands in the fields, by case: {"inputs", "at", "notice"}."""
    checked = Dict(scope=Scope.user_state, default={})
    """The inputs that were checked last, by case."""
    attempts = List(scope=Scope.user_state, default=[])
    """Records of what was checked, oldest first; see attempts.py."""
    best = Dict(scope=Scope.user_state, default={})
    """Best score by case, 0 to 100, as text."""
    touched = Boolean(scope=Scope.user_state, default=False)
    """Whether anything was ever kept."""
