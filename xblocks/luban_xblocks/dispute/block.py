"""The dispute dialogue as a block: a conversation that goes forward only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from xblock.fields import Boolean, Scope

from luban_xblocks.dispute import sentences
from luban_xblocks.dispute.broken_on_arrival import BROKEN_ON_ARRIVAL
from luban_xblocks.dispute.form import SCENARIO_FORM
from luban_xblocks.dispute.rules import Dialogue, Node, Unplayable, Walk, check, dialogue_of, walk
from luban_xblocks.dispute.where_is_my_parcel import WHERE_IS_MY_PARCEL
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import NAME_FIELD, WEIGHT_FIELD
from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.kit.shuffling import shuffled
from luban_xblocks.kit.simulator import attempts
from luban_xblocks.kit.simulator.block import SimulatorBlock
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.simulator.sentences import NO_ATTEMPT, OVER
from luban_xblocks.kit.simulator.state import ATTEMPTS_FIELD
from luban_xblocks.kit.words import N_

SHUFFLE_FIELD = FormField("shuffle", N_("Each learner meets the answers in another order"), kind="boolean")


class DisputeBlock(SimulatorBlock):
    """A buyer complains; every answer has a consequence, and the score is told at the end."""

    NAME: ClassVar[str] = N_("Customer dispute")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = SCENARIO_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = (WHERE_IS_MY_PARCEL, BROKEN_ON_ARRIVAL)
    TEMPLATE: ClassVar[str] = "dispute.html"
    STYLES: ClassVar[tuple[str, ...]] = ("dispute.css",)
    SCRIPTS: ClassVar[tuple[str, ...]] = ("dispute.js",)
    TRAINING: ClassVar[str] = ""
    SETTINGS: ClassVar[tuple[FormField, ...]] = (NAME_FIELD, WEIGHT_FIELD, ATTEMPTS_FIELD, SHUFFLE_FIELD)

    shuffle = Boolean(scope=Scope.settings, default=True)
    """Whether answers stand in an order of each learner's own."""

    # A path

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> Walk:
        """The path that was gone. Raises Refused when it has not come to an end."""
        found = walk(dialogue_of(case.values), _path(inputs))
        if found.node is not None or not found.steps:
            raise Refused(sentences.NOT_ENDED)
        return found

    def mark(self, case: Case, answer: Any) -> Result:
        found: Walk = answer
        sentence = sentences.PASSED if found.score >= attempts.PASS else sentences.FAILED
        path = [f"{step.node.name}:{step.number}" for step in found.steps]
        return Result(
            score=found.score,
            answer={"path": path, "end": found.end, "points": found.points},
            summary=self.words.fill(sentence, points=found.score),
        )

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        dialogue = dialogue_of(case.values)
        found = walk(dialogue, _path(inputs))
        return {
            "order": [_fact(line) for line in case.values["order"]],
            "steps": found.steps,
            "open_node": found.node,
            "choices": self.choices(case, found.node) if found.node else [],
            "ending": dialogue.ends.get(found.end, "") if found.node is None else "",
            "best_of": _best_of,
            "speakers": sentences.SPEAKERS,
        }

    def choices(self, case: Case, node: Node) -> list[tuple[int, Any]]:
        """The answers to a message with their numbers, in this learner's order."""
        numbers = [str(number) for number in range(len(node.options))]
        if self.shuffle:
            attempt = attempts.tries(self.attempts, case.id)
            place = (self.scope_ids.usage_id, self.scope_ids.user_id, case.id, attempt, node.name)
            numbers = shuffled(numbers, *place)
        return [(int(number), node.options[int(number)]) for number in numbers]

    # Handlers

    @posted
    def choose(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Go on with one answer. It cannot be taken back; the last one is the end of the attempt."""
        case = self._named(sent)
        self.opened = case.id
        if self.is_over(case):
            return self.reply("over", self.gettext(OVER if self.is_past_due else NO_ATTEMPT))
        dialogue = dialogue_of(case.values)
        work = self.work.get(case.id) or {}
        path = _path(work.get("inputs") or {})
        found = walk(dialogue, path)
        choice = text_of(sent, "option", 80)
        if found.node is None or choice.rpartition(":")[0] != found.node.name:
            return self.reply("refused", self.gettext(sentences.NOT_OPEN))
        longer = walk(dialogue, [*_choices(found), choice])
        if len(longer.steps) == len(found.steps):
            return self.reply("refused", self.gettext(sentences.NO_CHOICE))
        return self._go(case, dialogue, longer, work)

    def _go(self, case: Case, dialogue: Dialogue, found: Walk, work: Mapping[str, Any]) -> Mapping[str, Any]:
        began = str(work.get("began") or self.now().isoformat())
        inputs = {"path": _choices(found)}
        kept = {"inputs": inputs, "at": self.now().isoformat(), "began": began}
        self.work = {**self.work, case.id: kept}
        self.touched = True
        if found.node is not None:
            return self.reply("chosen")
        seconds = (self.now() - datetime.fromisoformat(began)).total_seconds()
        result = self.mark(case, found)
        self.take(case, inputs, result, seconds=int(seconds))
        return self.reply("checked")  # the page says the verdict

    @posted
    def check(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing is checked here: the end of a conversation is its check."""
        self._named(sent)
        return self.reply("refused", self.gettext(sentences.NO_CHOICE))

    @posted
    def keep(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing is kept here: every choice is."""
        case = self._named(sent)
        return {"status": "kept", "saved_at": (self.work.get(case.id) or {}).get("at", "")}

    @posted
    def again(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Begin a new attempt, once this one has come to its end."""
        case = self._named(sent)
        self.opened = case.id
        path = _path((self.work.get(case.id) or {}).get("inputs") or {})
        if path and walk(dialogue_of(case.values), path).node is not None:
            return self.reply("refused", self.gettext(sentences.NOT_ENDED))
        if self.is_over(case):
            return self.reply("over", self.gettext(OVER if self.is_past_due else NO_ATTEMPT))
        self.work = {name: kept for name, kept in self.work.items() if name != case.id}
        self.checked = {name: kept for name, kept in self.checked.items() if name != case.id}
        return self.reply("emptied")

    # Author

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            try:
                check(case.values)
            except Unplayable as fault:
                why = self.words.fill(fault.message, **fault.values)
                raise Refused(
                    sentences.CASE_FAULT, f"cases[{number}].{fault.place}", id=case.id, why=why
                ) from fault


def _path(inputs: Mapping[str, Any]) -> list[str]:
    path = inputs.get("path")
    return [str(choice) for choice in path] if isinstance(path, list) else []


def _fact(line: str) -> tuple[str, str]:
    """A line of the order, split at its colon; a Chinese colon is wide."""
    label, _, value = line.replace("：", ":", 1).partition(":")
    return label.strip(), value.strip()


def _choices(found: Walk) -> list[str]:
    return [f"{step.node.name}:{step.number}" for step in found.steps]


def _best_of(node: Node) -> int:
    """Most points of one message."""
    return max((option.points for option in node.options), default=0)
