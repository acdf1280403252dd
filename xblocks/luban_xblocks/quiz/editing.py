"""The author's form of a quiz: its settings, and a real editor of questions."""

from __future__ import annotations

from luban_xblocks.quiz.fields import QuizFields


class QuizEditing(QuizFields):
    """The form."""
