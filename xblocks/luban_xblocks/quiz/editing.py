"""The author's form of a quiz: its settings, and an editor of questions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.core import XBlock

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import SCRIPT_WORDS
from luban_xblocks.kit.forms.values import read_form, shown
from luban_xblocks.kit.posting import Refused, posted, sent, text_of
from luban_xblocks.kit.text_rules import NAMES
from luban_xblocks.kit.text_switches import GROUPS, SWITCHES
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz.aiken import LONGEST, read_plain
from luban_xblocks.quiz.fields import QuizFields
from luban_xblocks.quiz.kinds.kind import Bad
from luban_xblocks.quiz.kinds.registry import KINDS
from luban_xblocks.quiz.kinds.short_text import USUAL
from luban_xblocks.quiz.question_forms import FORMS, WITH_RULES, kept_of, raw_of
from luban_xblocks.quiz.questions import MOST_QUESTIONS, check_bank, check_question
from luban_xblocks.quiz.standing import AFTER, is_show

INTRO = FormField("intro", N_("Before the first attempt"), kind="html", required=False)
SHOW_FROM = FormField(
    "show_from",
    N_("The date, where one is meant"),
    kind="text",
    required=False,
    help=N_("Such as 2026-12-01 09:00, in universal time."),
)
IN_QUESTION = N_("Question %(number)s (%(id)s): %(why)s")
NO_DATE = N_("Write the date as 2026-12-01 09:00.")
TOO_MANY = N_("A quiz has at most %(limit)s questions.")
NO_NAME = N_("no short name")
AT_FIELD = N_("%(label)s: %(why)s")
WORDS = {
    **SCRIPT_WORDS,
    "question": N_("Question %(number)s"),
    "removed": N_("Question removed."),
    "undo": N_("Undo"),
    "read": N_("Questions added: %(count)s."),
}


class Faults(Exception):
    """What is not right in a form: a list of {"place", "text"}, one for each question."""

    def __init__(self, faults: list[dict[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class QuizEditing(QuizFields):
    """The form. It is saved as a whole or not at all."""

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        body = self.render_template(
            "studio.html",
            fields=_form(self.SETTINGS),
            values=self.studio_values(),
            shown=shown,
            kinds=[(kind.name, self.gettext(kind.label)) for kind in KINDS.values()],
            questions=[self.box(one) for one in self.bank.get("questions") or []],
            empties={name: self.box({"kind": name}, is_open=True) for name in KINDS},
        )
        fragment = self.fragment(
            body, styles=("kit/studio.css", "quiz_studio.css"), scripts=("quiz_studio.js",)
        )
        words = {name: self.gettext(text) for name, text in WORDS.items()}
        fragment.initialize_js("LubanQuizStudio", {"words": words})
        return fragment

    def studio_values(self) -> dict[str, Any]:
        show, _, moment = self.show.partition(":")
        return {
            **super().studio_values(),
            "intro": self.bank.get("intro", ""),
            "show": show,
            "show_from": moment.replace("T", " ").removesuffix("Z"),
        }

    def box(self, question: Mapping[str, Any], *, is_open: bool = False) -> Markup:
        """The form of one question."""
        kind = KINDS[question["kind"]]
        kept = kept_of(question) if "stem" in question else {f.name: f.default for f in FORMS[kind.name]}
        if "stem" not in question:
            kept |= {name: [{}, {}] for name in ("options", "criteria", "accept", "blanks") if name in kept}
            kept |= {"hints": []}
        return self.render_template(
            "studio_question.html",
            kind=kind.name,
            label=self.gettext(kind.label),
            fields=FORMS[kind.name],
            kept=kept,
            shown=shown,
            is_open=is_open,
            rules=question.get("rules", USUAL) if kind.name in WITH_RULES else None,
            groups=GROUPS,
            switches=SWITCHES,
        )

    def studio_changes(self, posted: Mapping[str, Any]) -> dict[str, Any]:
        """New values of the block's fields. Raises Refused, or Faults with one for each question."""
        changes = super().studio_changes(posted)
        given = posted.get("settings")
        settings = given if isinstance(given, Mapping) else {}
        more = read_form((SHOW_FROM, INTRO), settings, language=self.language, translate=self.gettext)
        if changes["show"] == "after":
            changes["show"] = _show_from(more["show_from"])
        try:
            bank = check_bank(self._questions_in(posted), more["intro"])
        except Bad as bad:
            raise Faults([{"place": bad.place, "text": self.words.fill(bad.message, **bad.values)}]) from bad
        return {**changes, "bank": bank}

    def _questions_in(self, posted: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = posted.get("questions")
        rows = rows if isinstance(rows, list) else []
        if len(rows) > MOST_QUESTIONS:
            raise Refused(TOO_MANY, "questions", limit=MOST_QUESTIONS)
        found, faults, seen = [], [], set()
        for number, row in enumerate(rows):
            given = row if isinstance(row, Mapping) else {}
            place = f"questions[{number}]."
            try:
                question = self._question_in(given, place)
                if question["id"] in seen:
                    raise Bad(TWICE, f"{place}id", id=question["id"])  # noqa: TRY301 - told with the others
            except (Refused, Bad) as refused:
                faults.append({"place": refused.place, "text": self._fault(number, given, refused)})
            else:
                seen.add(question["id"])
                found.append(question)
        if faults:
            raise Faults(faults)
        return found

    def _question_in(self, given: Mapping[str, Any], place: str) -> dict[str, Any]:
        kind = str(given.get("kind", ""))
        values = given.get("values")
        typed = values if isinstance(values, Mapping) else {}
        kept = read_form(
            FORMS.get(kind, ()), typed, language=self.language, translate=self.gettext, place=place
        )
        rules = typed.get("rules")
        names = [str(one) for one in rules if str(one) in NAMES] if isinstance(rules, list) else None
        return check_question(raw_of(kind, kept, names), place)

    def _fault(self, number: int, given: Mapping[str, Any], refused: Refused | Bad) -> str:
        values = given.get("values")
        name = str((values if isinstance(values, Mapping) else {}).get("id") or "") or self.gettext(NO_NAME)
        why = self.words.fill(refused.message, **refused.values)
        label = _label_at(str(given.get("kind", "")), refused.place)
        if label and isinstance(refused, Bad):
            why = self.words.fill(AT_FIELD, label=self.gettext(label), why=why)
        return self.words.fill(IN_QUESTION, number=number + 1, id=name, why=why)

    @XBlock.handler
    def studio_submit(self, request: Request, suffix: str = "") -> Response:
        """Save the form. What is not right is named, question by question, and nothing is changed."""
        try:
            changes = self.studio_changes(sent(request))
        except Faults as wrong:
            return _json({"result": "refused", "error": wrong.faults[0]["text"], "faults": wrong.faults}, 400)
        except Refused as refused:
            text = self.words.fill(refused.message, **refused.values)
            fault = {"place": refused.place, "text": text}
            return _json({"result": "refused", "error": text, "faults": [fault]}, 400)
        for name, value in changes.items():
            setattr(self, name, value)
        return _json({"result": "success"}, 200)

    @posted
    def import_plain(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Forms of the questions in a pasted text, for the author to look at before they are saved."""
        taken = sent.get("taken")
        names = [str(one) for one in taken] if isinstance(taken, list) else []
        raws = read_plain(text_of(sent, "plain", LONGEST + 1), taken=names)
        questions = [check_question(raw, "plain.") for raw in raws]
        return {"html": "".join(str(self.box(one)) for one in questions), "count": len(questions)}


TWICE = N_("The short name %(id)s is there twice.")


def _form(settings: Sequence[FormField]) -> list[FormField]:
    """The fields in the order of the form: the date after the choice that asks for one, the introduction last."""
    place = next(number for number, field in enumerate(settings, 1) if field.name == "show")
    return [*settings[:place], SHOW_FROM, *settings[place:], INTRO]


def _show_from(typed: str) -> str:
    """A date as the block keeps it. Raises Refused."""
    moment = typed.strip().replace(" ", "T")
    zone = "Z" if _CLOCK.search(moment) else ""
    if not is_show(f"{AFTER}{moment}{zone}"):
        raise Refused(NO_DATE, "show_from")
    return f"{AFTER}{moment}{zone}"


_CLOCK = re.compile(r"T\d{2}:\d{2}(?::\d{2})?\Z")
"""A time without a zone."""


def _label_at(kind: str, place: str) -> str:
    """The marked label of the field that a place names."""
    names = place.partition("].")[2].split(".")
    fields = FORMS.get(kind, ())
    label = ""
    for name in names:
        found = next((field for field in fields if field.name == name.partition("[")[0]), None)
        if found is None:
            return label
        label, fields = found.label, found.columns
    return label


def _json(value: Mapping[str, Any], status: int) -> Response:
    return Response(json.dumps(value), status=status, content_type="application/json", charset="utf-8")
