"""The form of each kind of question: its fields, and how what stands in them becomes a question and back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.rounding import LARGEST
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.kinds.kind import Question

HUNDRED = Decimal(100)
CREDIT_MARK = "|"
RIGHT_MARK = "*"

_ID = FormField(
    "id", N_("Short name"), kind="key", help=N_("It never changes: learners' answers are kept under it.")
)
_POINTS = FormField("points", N_("Points"), kind="decimal", default="1", required=False, minimum=Decimal(0))
_STEM = FormField("stem", N_("Question"), kind="html")
_PARTIAL = FormField(
    "partial", N_("Part of the points for a part of the answer"), kind="boolean", default="true"
)
_FEEDBACK = FormField("feedback", N_("Feedback when it is chosen"), kind="html", required=False)
_OPTION = FormField("html", N_("Option"), kind="html")
_RIGHT = FormField("right", N_("Right"), kind="boolean")
_SHARE = FormField(
    "credit",
    N_("Part of the points"),
    kind="percent",
    unit="%",
    required=False,
    minimum=Decimal(0),
    maximum=HUNDRED,
)
_HIDDEN = FormField("id", N_("Short name"), kind="key", required=False)
_VALUE = FormField("value", N_("Right number"), kind="decimal", required=False, minimum=-LARGEST)
_TOLERANCE = FormField("tolerance", N_("Tolerance"), kind="decimal", required=False, minimum=Decimal(0))


def _rows(name: str, label: str, *columns: FormField, hint: str = "") -> FormField:
    return FormField(name, label, kind="rows", columns=(_HIDDEN, *columns), required=False, help=hint)


_LAST = (
    FormField(
        "hints",
        N_("Hints"),
        kind="rows",
        required=False,
        columns=(
            FormField("text", N_("Hint"), kind="html"),
            FormField("cost", N_("It costs"), kind="percent", unit="%", required=False, minimum=Decimal(0), maximum=HUNDRED),
        ),
    ),
    FormField("explanation", N_("Explanation, shown with the right answer"), kind="html", required=False),
    FormField("lesson", N_("Short name of the page of the lesson"), kind="key", required=False),
)  # fmt: skip

_OWN: Mapping[str, tuple[FormField, ...]] = {
    "single": (_rows("options", N_("Options"), _OPTION, _RIGHT, _SHARE, _FEEDBACK),),
    "multiple": (_rows("options", N_("Options"), _OPTION, _RIGHT, _FEEDBACK), _PARTIAL),
    "truefalse": (
        FormField("correct", N_("The sentence is"), kind="choice", choices=(("true", N_("True")), ("false", N_("False"))), default="true"),
        FormField("said_true", N_("Feedback on “true”"), kind="html", required=False),
        FormField("said_false", N_("Feedback on “false”"), kind="html", required=False),
    ),
    "numeric": (
        _VALUE,
        _TOLERANCE,
        FormField("percent", N_("The tolerance is in per cent of the number"), kind="boolean"),
        FormField("units", N_("Units that are accepted, one on each line"), kind="lines", required=False),
        FormField("unit_required", N_("The unit has to be written"), kind="boolean"),
    ),
    "text": (
        _rows("accept", N_("Accepted answers"), FormField("text", N_("Answer")), _SHARE, hint=N_("Empty: all of the points.")),
    ),
    "ordering": (_rows("options", N_("Things in their right order"), FormField("html", N_("Thing"), kind="html")), _PARTIAL),
    "matching": (
        _rows("options", N_("Pairs"), FormField("html", N_("Thing"), kind="html"), FormField("match", N_("Its match"))),
        FormField("more", N_("More to choose from, one on each line"), kind="lines", required=False),
        _PARTIAL,
    ),
    "blanks": (
        FormField("text", N_("Text with its blanks"), kind="html", help=N_("Write [[a]] where the blank a stands.")),
        _rows(
            "blanks",
            N_("Blanks"),
            FormField("kind", N_("Kind"), kind="choice", default="text",
                      choices=(("text", N_("A short text")), ("number", N_("A number")), ("list", N_("A list to choose from")))),
            FormField("words", N_("Answers or choices, one on each line"), kind="lines", required=False,
                      help=N_("Text: accepted answers; “cost | 50” is worth 50 %. List: * stands before the right one.")),
            _VALUE,
            _TOLERANCE,
        ),
        _PARTIAL,
    ),
    "essay": (
        _rows("criteria", N_("Rubric"), FormField("html", N_("Line"), kind="html"),
              FormField("points", N_("Points"), kind="decimal", default="1", required=False, minimum=Decimal(0))),
    ),
}  # fmt: skip

FORMS: Mapping[str, tuple[FormField, ...]] = {
    kind: (_ID, *(() if kind == "essay" else (_POINTS,)), _STEM, *own, *_LAST) for kind, own in _OWN.items()
}
"""The fields of each kind of question, in their order."""
WITH_RULES = frozenset({"text", "blanks"})
"""Kinds whose author sees the switches of comparing text."""


def kept_of(question: Question) -> dict[str, Any]:
    """A question as its form shows it."""
    kept = {field.name: question.get(field.name) for field in FORMS[question["kind"]]}
    kind = question["kind"]
    if kind in ("single", "multiple"):
        kept["options"] = [_option_kept(one) for one in question["options"]]
    if kind == "truefalse":
        said = {one["id"]: one["feedback"] for one in question["options"]}
        kept |= {"said_true": said["true"], "said_false": said["false"]}
    if kind == "text":
        kept["accept"] = [
            {**one, "credit": "" if one["credit"] == "1" else one["credit"]} for one in question["accept"]
        ]
    if kind == "blanks":
        kept["blanks"] = [{**one, "words": _words_kept(one)} for one in question["blanks"]]
    return kept


def _option_kept(one: Mapping[str, Any]) -> dict[str, Any]:
    right = Decimal(one["credit"]) == 1
    return {**one, "right": right, "credit": "" if right or Decimal(one["credit"]) == 0 else one["credit"]}


def _words_kept(blank: Mapping[str, Any]) -> list[str]:
    if blank["kind"] == "list":
        return [f"{RIGHT_MARK} {one['text']}" if one["correct"] else one["text"] for one in blank["choices"]]
    return [
        one["text"] if one["credit"] == "1" else f"{one['text']} {CREDIT_MARK} {_percent(one['credit'])}"
        for one in blank.get("accept") or []
    ]


def _percent(credit: str) -> str:
    return format((Decimal(credit) * HUNDRED).normalize() + 0, "f")


def raw_of(kind: str, kept: Mapping[str, Any], rules: Iterable[str] | None = None) -> dict[str, Any]:
    """What a form holds, as a question is checked from it."""
    raw: dict[str, Any] = {**kept, "kind": kind}
    if kind in ("single", "multiple"):
        raw["options"] = [
            {**one, "credit": "1" if one["right"] else one.get("credit") or "0"} for one in kept["options"]
        ]
    if kind == "truefalse":
        raw["feedback"] = {"true": kept["said_true"], "false": kept["said_false"]}
    if kind == "blanks":
        raw["blanks"] = [{**one, **_words_raw(one)} for one in kept["blanks"]]
    if kind in WITH_RULES and rules is not None:
        raw["rules"] = list(rules)
    return raw


def _words_raw(row: Mapping[str, Any]) -> dict[str, Any]:
    if row["kind"] == "list":
        return {
            "choices": [
                {"text": line.removeprefix(RIGHT_MARK).strip(), "correct": line.startswith(RIGHT_MARK)}
                for line in row["words"]
            ]
        }
    return {"accept": [_accepted(line) for line in row["words"]]}


def _accepted(line: str) -> dict[str, str]:
    text, mark, share = line.rpartition(CREDIT_MARK)
    number = share.strip().removesuffix("%").strip()
    if mark and text.strip() and number.isascii() and number.isdigit() and len(number) <= 3:  # noqa: PLR2004 - 100
        return {"text": text.strip(), "credit": str(Decimal(number) / HUNDRED)}
    return {"text": line, "credit": "1"}
