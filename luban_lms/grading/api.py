"""Grading: scores and progress are kept up by each answer; grades and reasons are worked out from them."""

from luban_lms.grading.due import upcoming
from luban_lms.grading.explain import why_not_done
from luban_lms.grading.keeping import apply_changes, overview_of_many, progress_of, progress_of_many
from luban_lms.grading.policy import grade, read_rule
from luban_lms.grading.track import on_track

__all__ = [
    "apply_changes",
    "grade",
    "on_track",
    "overview_of_many",
    "progress_of",
    "progress_of_many",
    "read_rule",
    "upcoming",
    "why_not_done",
]
