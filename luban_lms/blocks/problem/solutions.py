"""The author's solutions, and which of them a learner sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from luban_lms.blocks.problem.responses.model import Response
from luban_lms.blocks.problem.responses.multiplechoice import AT_ONCE, MultipleChoice
from luban_lms.blocks.problem.writing import inside


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution, safe HTML. It may belong to one right choice of a draw."""

    html: str
    field: str = ""
    """The field whose draw decides whether the solution is shown; empty: it always is."""
    choices: tuple[str, ...] = ()
    """The right choices that it explains."""
    at_once: bool = False
    """It is shown after any answer, and not only with the right one."""

    def fits(self, shown: Mapping[str, Iterable[str]]) -> bool:
        """Whether it explains what stands on the page; `shown` has the names of options by field."""
        return not self.field or any(name in self.choices for name in shown.get(self.field, ()))


def read_solutions(
    root: etree._Element, responses: Mapping[etree._Element, Response]
) -> tuple[Solution, ...]:
    """Every solution of a problem, in the author's order, without those that are empty."""
    owned = dict(_owned(responses))
    found = (owned.get(one) or Solution(inside(one)) for one in root.iter("solution"))
    return tuple(one for one in found if one.html)


def _owned(responses: Mapping[etree._Element, Response]) -> Iterator[tuple[etree._Element, Solution]]:
    """The solutions that belong to the choices of a response."""
    for element, response in responses.items():
        if not isinstance(response, MultipleChoice):
            continue
        at_once = element.get("targeted-feedback") == AT_ONCE
        group = next(element.itersiblings("solutionset"), None)
        for one in () if group is None else group.findall("solution"):
            if response.pool is not None or at_once:
                name = one.get("explanation-id", "")
                explained = (c for c in response.choices if c.correct and c.explanation == name)
                names = tuple(choice.option.name for choice in explained)
                if response.pool is None and not names:
                    continue
                yield one, Solution(inside(one), response.fields[0].id, names, at_once)
        alone = next(element.itersiblings("targetedfeedbackset"), None) if at_once else None
        after = None if alone is None else alone.getnext()
        if after is not None and after.tag == "solution":
            yield after, Solution(inside(after), at_once=True)
