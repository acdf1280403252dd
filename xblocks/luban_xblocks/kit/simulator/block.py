"""An exercise of the trade: cases, an answer, a verdict, the best of it kept.

A new exercise gives its form, its cases, how an answer is read and how it is marked, and a template that
inherits `kit/simulator.html`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from lxml import etree
from markupsafe import Markup
from web_fragments.fragment import Fragment

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.values import shown
from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.kit.rounding import six_places
from luban_xblocks.kit.simulator import attempts
from luban_xblocks.kit.simulator.cases import (
    Case,
    authors_cases,
    cases_from_xml,
    cases_to_xml,
    in_language,
    read_cases,
)
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sentences import (
    NO_ATTEMPT,
    NO_CASE,
    OVER,
    SCRIPT_WORDS,
    TRAINING,
    standing_words,
)
from luban_xblocks.kit.simulator.state import SimulatorFields

MOST_INPUTS = 400
LONGEST_INPUT = 5000


class SimulatorBlock(SimulatorFields):
    """Base of the exercises."""

    has_score: ClassVar[bool] = True
    has_custom_completion: ClassVar[bool] = True

    CASE_FORM: ClassVar[tuple[FormField, ...]] = ()
    """What a case consists of. The first text field is its title."""
    BROUGHT: ClassVar[tuple[Case, ...]] = ()
    """The cases that the exercise brings."""
    TEMPLATE: ClassVar[str] = ""
    STYLES: ClassVar[tuple[str, ...]] = ()
    SCRIPTS: ClassVar[tuple[str, ...]] = ()
    TRAINING: ClassVar[str] = TRAINING
    """The label that says what the figures are; marked text. Empty: the exercise has no figures."""

    # What an exercise gives

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> Any:
        """The answer in the inputs. Raises Refused, with the place; then no attempt is counted."""
        raise NotImplementedError

    def mark(self, case: Case, answer: Any) -> Result:
        """Mark an answer."""
        raise NotImplementedError

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        """What the template needs beside what every exercise has. `result` None: not checked, or changed since."""
        return {}

    # Cases

    @property
    def all_cases(self) -> list[Case]:
        """Every case there is, in the reader's language: those it brings, then the author's."""
        translate = self.gettext
        brought = [in_language(case, self.CASE_FORM, translate) for case in self.BROUGHT]
        return [*brought, *authors_cases(self.CASE_FORM, self.cases)]

    @property
    def asked_cases(self) -> list[Case]:
        """The cases that are asked here."""
        there = {case.id: case for case in self.all_cases}
        named = [there[name] for name in self.asked if name in there]
        return named or [case for case in there.values() if case.is_authors] or list(there.values())

    @property
    def case(self) -> Case:
        """The case that is open."""
        cases = self.asked_cases
        there = {case.id: case for case in cases}
        if self.opened in there:
            return there[self.opened]
        return next((one for one in cases if (self._score(one.id) or 0) < attempts.PASS), cases[0])

    def case_title(self, case: Case) -> str:
        """What a case is called."""
        name = next((field.name for field in self.CASE_FORM if field.is_text), "")
        return str(case.values.get(name) or case.id)

    def _score(self, case: str) -> Decimal | None:
        return attempts.score_of(self.best, case)

    def attempts_left(self, case: Case) -> int | None:
        """How many times the case may still be checked. None: as many as one likes."""
        if self.max_attempts is None:
            return None
        return max(int(self.max_attempts) - attempts.tries(self.attempts, case.id), 0)

    def is_over(self, case: Case) -> bool:
        """Whether no more answers are taken."""
        return self.is_past_due or self.attempts_left(case) == 0

    # Page

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The open case with what stands in it."""
        fragment = self.fragment(
            self.html(),
            styles=("kit/simulator.css", *self.STYLES),
            scripts=("kit/simulator.js", *self.SCRIPTS),
        )
        words = {name: self.gettext(text) for name, text in SCRIPT_WORDS.items()}
        kind = self.scope_ids.block_type
        fragment.initialize_js("LubanSimulator", {"words": words, "kind": kind, "language": self.language})
        return fragment

    def html(self) -> Markup:
        """The whole exercise, as its view and each of its handlers give it."""
        case = self.case
        work = self.work.get(case.id) or {}
        inputs = work.get("inputs") or {}
        result = self.result(case) if inputs and inputs == self.checked.get(case.id) else None
        return self.render_template(
            self.TEMPLATE,
            case=case,
            cases=self.asked_cases,
            inputs=inputs,
            result=result,
            saved_at=work.get("at", ""),
            notice=self._notice(work),
            over=self.is_over(case),
            standing=standing_words(self, case),
            records=[one for one in self.attempts if one.get("case") == case.id],
            case_state=self.case_state,
            following=next((one for one in self.asked_cases if self.is_ahead(one, case)), None),
            **self.page(case, inputs, result),
        )

    def result(self, case: Case) -> Result | None:
        """The verdict on what was checked last; None when that can no longer be read."""
        try:
            return self.mark(case, self.read_answer(case, self.checked.get(case.id) or {}))
        except Refused:
            return None

    def case_state(self, case: Case) -> str:
        """ "passed", "tried" or "new"."""
        score = self._score(case.id)
        if score is None:
            return "new"
        return "passed" if score >= attempts.PASS else "tried"

    def is_ahead(self, one: Case, case: Case) -> bool:
        """Whether `one` may be offered after `case`."""
        return one.id != case.id and self.case_state(one) != "passed"

    def _notice(self, work: Mapping[str, Any]) -> dict[str, Any] | None:
        kept = work.get("notice")
        if not isinstance(kept, Mapping):
            return None
        message, values = str(kept["message"]), kept["values"]
        return {"text": self.words.fill(message, **values), "place": kept["place"]}

    # Handlers

    @posted
    def open_case(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open another case; what stands in this one stays."""
        self.opened = self._named(sent).id
        return self.reply("opened")

    @posted
    def keep(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep what stands in the fields. Never an attempt."""
        case = self._named(sent)
        if self.is_over(case):
            return self.reply("over", self.gettext(OVER if self.is_past_due else NO_ATTEMPT))
        self._keep(case, inputs_of(sent))
        return {"status": "kept", "saved_at": self.work[case.id]["at"]}

    @posted
    def check(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Mark what stands in the fields, and keep it."""
        case = self._named(sent)
        inputs = inputs_of(sent)
        if self.is_over(case):
            return self.reply("over", self.gettext(OVER if self.is_past_due else NO_ATTEMPT))
        self.opened = case.id
        try:
            answer = self.read_answer(case, inputs)
        except Refused as refused:
            self._keep(case, inputs, refused)
            return {
                **self.reply("refused", self.words.fill(refused.message, **refused.values)),
                "place": refused.place,
            }
        result = self.mark(case, answer)
        self._keep(case, inputs)
        self.take(case, inputs, result, seconds=_seconds(sent))
        return self.reply("checked", result.summary)

    @posted
    def again(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Empty the fields of a case. The best score and the records stay."""
        case = self._named(sent)
        self.work = {name: kept for name, kept in self.work.items() if name != case.id}
        self.checked = {name: kept for name, kept in self.checked.items() if name != case.id}
        self.opened = case.id
        return self.reply("emptied")

    # What handlers do

    def take(self, case: Case, inputs: Mapping[str, Any], result: Result, *, seconds: int = 0) -> None:
        """Record a checked answer and tell the host."""
        self.checked = {**self.checked, case.id: dict(inputs)}
        self.attempts = attempts.record(
            self.attempts,
            case=case.id,
            inputs=inputs,
            answer=result.answer,
            score=result.score,
            seconds=seconds,
            at=self.now(),
        )
        self.best = attempts.better(self.best, case.id, result.score)
        names = [one.id for one in self.asked_cases]
        self.runtime.publish(self, "completion", {"completion": six_places(attempts.done(self.best, names))})
        earned = attempts.total(self.best, names) * Decimal(str(self.max_score()))
        self.runtime.publish(self, "grade", {"value": six_places(earned), "max_value": self.max_score()})

    def reply(self, status: str, message: str = "") -> dict[str, Any]:
        """What a handler says: the page as it is now, and a sentence."""
        return {"html": str(self.html()), "status": status, "message": message}

    def _named(self, sent: Mapping[str, Any]) -> Case:
        name = text_of(sent, "case", 64)
        found = next((case for case in self.asked_cases if case.id == name), None)
        if found is None:
            raise Refused(NO_CASE, "case")
        return found

    def _keep(self, case: Case, inputs: Mapping[str, Any], refused: Refused | None = None) -> None:
        kept: dict[str, Any] = {"inputs": dict(inputs), "at": self.now().isoformat()}
        if refused is not None:
            values = {name: str(value) for name, value in refused.values.items()}
            kept["notice"] = {"message": refused.message, "place": refused.place, "values": values}
        self.work = {**self.work, case.id: kept}
        self.touched = True

    # Author

    def studio_more(self) -> Markup:
        """The list of cases: which are asked, and those that the author adds."""
        return self.render_template(
            "kit/cases_form.html",
            form=self.CASE_FORM,
            brought=[in_language(case, self.CASE_FORM, self.gettext) for case in self.BROUGHT],
            kept=self.cases,
            asked=self.asked,
            title_of=self.case_title,
            shown=shown,
        )

    def studio_changes(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        changes = super().studio_changes(sent)
        cases = read_cases(
            self.CASE_FORM,
            sent.get("cases"),
            taken=[case.id for case in self.BROUGHT],
            language=self.language,
            translate=self.gettext,
        )
        self.checked_cases(authors_cases(self.CASE_FORM, cases))
        there = {case.id for case in self.BROUGHT} | {one["id"] for one in cases}
        named = sent.get("asked") if isinstance(sent.get("asked"), list) else []
        asked = [str(name) for name in named if str(name) in there]  # type: ignore[union-attr]
        return {**changes, "cases": cases, "asked": asked}

    def checked_cases(self, cases: Sequence[Case]) -> None:
        """Look at an author's cases before they are saved. Raises Refused, with the place, when one cannot be played."""

    # OLX

    @classmethod
    def read_body(cls, node: etree._Element) -> dict[str, Any]:
        cases = cases_from_xml(cls.CASE_FORM, node)
        return {"cases": cases} if cases else {}

    def write_body(self, node: etree._Element) -> None:
        cases_to_xml(self.CASE_FORM, self.cases, node)

    def index_dictionary(self) -> dict[str, Any]:
        found = super().index_dictionary()
        found["content"]["cases"] = " · ".join(self.case_title(case) for case in self.asked_cases)
        return found

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        cases = [{"id": case.id, "title": self.case_title(case)} for case in self.asked_cases]
        return {**super().student_view_data(context), "cases": cases}


def inputs_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields: texts, and lists of texts. From JSON under "inputs", from a form beside the rest."""
    given = sent.get("inputs")
    values = given if isinstance(given, Mapping) else {k: v for k, v in sent.items() if k.startswith("in-")}
    if len(values) > MOST_INPUTS:
        raise Refused(NO_CASE)
    found: dict[str, Any] = {}
    for name in values:
        plain = str(name).removeprefix("in-")[:80]
        if isinstance(values[name], list):
            found[plain] = [text_of({plain: one}, plain, LONGEST_INPUT) for one in values[name][:MOST_INPUTS]]
        else:
            found[plain] = text_of({plain: values[name]}, plain, LONGEST_INPUT)
    return found


def _seconds(sent: Mapping[str, Any]) -> int:
    text = text_of(sent, "seconds", 20)
    return int(text) if text.isascii() and text.isdigit() else 0
