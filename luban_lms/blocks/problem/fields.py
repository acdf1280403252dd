"""The fields of a problem: what its author sets, and what is kept of a learner."""

from __future__ import annotations

from xblock.fields import Scope

from luban_lms.blocks.fields import Boolean, Date, Dict, Float, Integer, String
from luban_lms.blocks.native import NativeBlock


class ProblemFields(NativeBlock):
    """Fields alone; `ProblemBlock` acts on them."""

    weight = Float(scope=Scope.settings, default=None)
    """Points that the problem is worth. None: one for each field."""
    rerandomize = String(scope=Scope.settings, default=None)
    """When choices are drawn anew: always, onreset, never or per_student. None: each learner has an order
    of their own and keeps it."""
    grading_method = String(scope=Scope.settings, default="last_score")
    """Which attempt counts: last_score, first_score, highest_score or average_score."""
    force_save_button = Boolean(scope=Scope.settings, default=False)
    attempts_before_showanswer_button = Integer(scope=Scope.settings, default=0)
    submission_wait_seconds = Integer(scope=Scope.settings, default=0)
    markdown = String(scope=Scope.settings, default=None)
    """The source of Studio's simple editor, kept word for word."""

    attempts = Integer(scope=Scope.user_state, default=0)
    answers = Dict(scope=Scope.user_state, default={})
    """Field id to the answer that was graded last; a list for checkboxes."""
    correctness = Dict(scope=Scope.user_state, default={})
    """Field id to "right", "partly" or "wrong"."""
    score = Dict(scope=Scope.user_state, default={})
    """`earned` and `possible` as decimal text with six places; empty before the first grade."""
    attempt_points = Dict(scope=Scope.user_state, default={})
    """Points of the attempts so far, before any weight: first, last, best and their sum, as decimal text."""
    done = Boolean(scope=Scope.user_state, default=False)
    """Whether there is a graded answer."""
    seed = Integer(scope=Scope.user_state, default=None)
    """What choices are shuffled by. None: by the learner and the place."""
    hints_shown = Integer(scope=Scope.user_state, default=0)
    answer_shown = Boolean(scope=Scope.user_state, default=False)
    last_submission_time = Date(scope=Scope.user_state, default=None)
    saved_answers = Dict(scope=Scope.user_state, default={})
    """What is typed or chosen and not graded yet."""
    saved_at = Date(scope=Scope.user_state, default=None)
    notice = String(scope=Scope.user_state, default="")
    """Why the last press of the button graded nothing; one of the codes in `words.NOTICES`."""
