"""The kinds of questions by name, in the order in which an author is offered them."""

from __future__ import annotations

from collections.abc import Mapping

from luban_xblocks.quiz.kinds.blanks import BLANKS
from luban_xblocks.quiz.kinds.choice import MULTIPLE, SINGLE, TRUEFALSE
from luban_xblocks.quiz.kinds.essay import ESSAY
from luban_xblocks.quiz.kinds.kind import Kind, Question
from luban_xblocks.quiz.kinds.matching import MATCHING
from luban_xblocks.quiz.kinds.numeric import NUMERIC
from luban_xblocks.quiz.kinds.ordering import ORDERING
from luban_xblocks.quiz.kinds.short_text import TEXT

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (SINGLE, MULTIPLE, TRUEFALSE, NUMERIC, TEXT, ORDERING, MATCHING, BLANKS, ESSAY)
}


def kind_of(question: Question) -> Kind:
    """The kind of a question that was checked."""
    return KINDS[question["kind"]]
