"""stringresponse: a short text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from luban_lms.blocks.problem.responses.model import ONE, ZERO, Answer, Field, Mark, Unsupported
from luban_lms.blocks.problem.responses.patterns import compile_pattern, matches
from luban_lms.blocks.problem.writing import inside
from luban_lms.lib.text import TextRules, normalise

STRICT = TextRules(case=False, accents=False, alef=False, hamza=False, endings=False)
"""Case and spelling count; spaces, forms of digits and quotation marks do not."""
LENIENT = TextRules()


@dataclass(frozen=True, slots=True)
class Expected:
    """A text or a pattern that an answer is compared with, and what is said when it fits."""

    text: str
    rules: TextRules
    pattern: re.Pattern[str] | None = None
    hint: str = ""

    def fits(self, answer: str) -> bool:
        """Whether `answer` is this."""
        if self.pattern is not None:
            return matches(self.pattern, answer.strip())
        return normalise(answer, self.rules) == normalise(self.text, self.rules)


@dataclass(frozen=True, slots=True)
class ShortText:
    """Any of the right texts gives full credit."""

    fields: tuple[Field, ...]
    answers: tuple[Expected, ...]
    wrong: tuple[Expected, ...] = ()
    """Answers that the author foresaw, each with what to say."""

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field."""
        field = self.fields[0]
        given = answers.get(field.id, "")
        if not isinstance(given, str) or not given.strip():
            return {field.id: Mark(ZERO)}
        for credit, foreseen in ((ONE, self.answers), (ZERO, self.wrong)):
            fitting = next((one for one in foreseen if one.fits(given)), None)
            if fitting is not None:
                return {field.id: Mark(credit, (fitting.hint,) if fitting.hint else ())}
        return {field.id: Mark(ZERO)}

    def right(self) -> dict[str, tuple[str, ...]]:
        """The right texts, or patterns."""
        return {self.fields[0].id: tuple(one.text for one in self.answers)}


def read(element: etree._Element, fields: Mapping[etree._Element, Field]) -> ShortText:
    """The response in `element`. Raises Unsupported."""
    answer = element.get("answer")
    if len(fields) != 1 or answer is None:
        raise Unsupported("not exactly one field with an answer")
    kinds = element.get("type", "").lower().split()
    lenient, regexp = "ci" in kinds, "regexp" in kinds

    def expected(text: str, hint: str = "", *, pattern: bool = regexp) -> Expected:
        compiled = compile_pattern(text.strip(), ignore_case=lenient) if pattern else None
        return Expected(text.strip(), LENIENT if lenient else STRICT, compiled, hint)

    first = answer.split("_or_") if not regexp else [answer]
    right = [expected(text, _hint(element)) for text in first]
    right += [
        expected(more.get("answer") or (more.text or ""), _hint(more))
        for more in element.findall("additional_answer")
    ]
    wrong = [
        expected(node.get("answer", ""), inside(node), pattern=node.tag == "regexphint")
        for node in element
        if node.tag in ("stringequalhint", "regexphint")
    ]
    wrong += [expected(text, html) for text, html in _old_hints(element)]
    return ShortText(
        tuple(fields.values()),
        tuple(one for one in right if one.text),
        tuple(one for one in wrong if one.text),
    )


def _hint(node: etree._Element) -> str:
    found = node.find("correcthint")
    return "" if found is None else inside(found)


def _old_hints(element: etree._Element) -> list[tuple[str, str]]:
    """`<hintgroup>`: stringhint names an answer, hintpart has the words for it."""
    words = {part.get("on"): inside(part) for part in element.iter("hintpart")}
    return [
        (hint.get("answer", ""), words[hint.get("name")])
        for hint in element.iter("stringhint")
        if hint.get("name") in words
    ]
