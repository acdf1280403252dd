"""stringresponse: a short text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from lxml import etree

from luban_lms.blocks.problem.responses.model import ONE, ZERO, Answer, Field, Mark, Unsupported
from luban_lms.blocks.problem.responses.patterns import compile_pattern, matches
from luban_lms.blocks.problem.writing import hint_of, hint_parts
from luban_lms.lib.text import TextRules, normalise

_AS_TYPED = frozenset({"apostrophes", "digits", "spaces", "tashkeel", "tatweel", "width"})
_AS_SPELLED = frozenset({"accents", "alef", "alef_maqsura", "case", "hamza", "ta_marbuta"})


def _rules(forgiven: frozenset[str]) -> TextRules:
    """Exactly these switches, so that a new one in the kit changes no grade."""
    return TextRules(**{switch.name: switch.name in forgiven for switch in fields(TextRules)})


STRICT = _rules(_AS_TYPED)
"""Case and spelling count; spaces, forms of digits and quotation marks do not."""
LENIENT = _rules(_AS_TYPED | _AS_SPELLED)
"""For `ci`: neither case, nor accents, nor the ways of writing an Arabic letter count."""


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
    texts: tuple[str, ...]
    """The right answers as the author wrote them."""
    accepted: tuple[Expected, ...]
    """The right answers as they are compared."""
    foreseen: tuple[Expected, ...] = ()
    """Answers with something to say to each: right ones, then wrong ones. The first that fits is said."""
    hints: tuple[Expected, ...] = ()
    """Words of the older form, in place of `foreseen`: every one that fits is said."""

    def grade(self, answers: Mapping[str, Answer]) -> dict[str, Mark]:
        """A mark for the field."""
        field = self.fields[0]
        given = answers.get(field.id, "")
        if not isinstance(given, str) or not given.strip():
            return {field.id: Mark(ZERO)}
        credit = ONE if any(one.fits(given) for one in self.accepted) else ZERO
        if self.hints:
            said = [one.hint for one in self.hints if one.fits(given)]
        else:
            said = [one.hint for one in self.foreseen if one.fits(given)][:1]
        return {field.id: Mark(credit, tuple(filter(None, said)))}

    def right(self) -> dict[str, tuple[str, ...]]:
        """The right texts, or patterns."""
        return {self.fields[0].id: self.texts}


def read(element: etree._Element, inputs: Mapping[etree._Element, Field]) -> ShortText:
    """The response in `element`. Raises Unsupported."""
    if len(inputs) != 1 or not element.get("answer", "").strip():
        raise Unsupported("not exactly one field with an answer")
    kinds = element.get("type", "").lower().split(" ")
    several = "_or_" in element.get("answer", "").lower()
    lenient, regexp = "ci" in kinds, "regexp" in kinds and not several

    def expected(text: str, hint: str = "", *, pattern: bool = regexp) -> Expected:
        compiled = compile_pattern(text.strip(), ignore_case=lenient) if pattern else None
        return Expected(text.strip(), LENIENT if lenient else STRICT, compiled, hint)

    more = [] if several else element.findall("additional_answer")  # the older form has no more
    texts = [text.strip() for text in element.get("answer", "").split("_or_")]
    texts += [(node.get("answer") or node.text or "").strip() for node in more]
    accepted = [expected(text) for text in texts if text]
    if regexp:
        whole = compile_pattern(*(one.text for one in accepted), ignore_case=lenient)
        accepted = [Expected(texts[0], STRICT, whole)]
    first = hint_of(element.find("correcthint"))
    foreseen = [expected(text, first) for text in texts[: len(texts) - len(more)]]
    foreseen += [expected(node.get("answer") or node.text or "", _hint(node)) for node in more]
    for tag in ("stringequalhint", "regexphint"):
        foreseen += [
            expected(node.get("answer", ""), hint_of(node), pattern=tag == "regexphint")
            for node in element.findall(tag)
        ]
    return ShortText(
        tuple(inputs.values()),
        tuple(text for text in texts if text),
        tuple(accepted),
        tuple(one for one in foreseen if one.text),
        tuple(
            expected(node.get("answer", ""), html)
            for node, html in hint_parts(element, "stringhint")
            if node.get("answer")
        ),
    )


def _hint(node: etree._Element) -> str:
    return hint_of(node.find("correcthint"))
