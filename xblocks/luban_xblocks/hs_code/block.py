"""The classification drill as a block: cards against the clock, in rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Dict, Integer, Scope

from luban_xblocks.hs_code import drill, sentences
from luban_xblocks.hs_code.cards import CARD_FORM, CARDS
from luban_xblocks.hs_code.page import page_of
from luban_xblocks.hs_code.rules import CODE, OPTIONS, reasons_of, tally
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import NAME_FIELD, WEIGHT_FIELD
from luban_xblocks.kit.posting import Refused, posted
from luban_xblocks.kit.rounding import HUNDRED, six_places
from luban_xblocks.kit.shuffling import shuffled
from luban_xblocks.kit.simulator import attempts
from luban_xblocks.kit.simulator.block import SimulatorBlock, inputs_of
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.sentences import NO_CASE, OVER
from luban_xblocks.kit.words import N_

ROUND = "round"
"""The name under which a round is recorded, and the best one kept."""
SECONDS_FIELD = FormField(
    "seconds",
    N_("Seconds for each card"),
    kind="integer",
    default="60",
    minimum=Decimal(0),
    maximum=Decimal(3600),
    help=N_("0: no clock."),
)
ROUNDS_FIELD = FormField(
    "max_attempts",
    N_("Rounds"),
    kind="integer",
    required=False,
    minimum=Decimal(1),
    help=N_("How many times one may go through all cards. Empty: as many as one likes."),
)


@XBlock.wants("accommodations")
class HsCodeBlock(SimulatorBlock):
    """Thirty goods to classify in the Harmonized System."""

    NAME: ClassVar[str] = N_("HS classification drill")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CARD_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CARDS
    TEMPLATE: ClassVar[str] = "hs_code.html"
    STYLES: ClassVar[tuple[str, ...]] = ("hs_code.css",)
    SCRIPTS: ClassVar[tuple[str, ...]] = ("hs_code.js",)
    TRAINING: ClassVar[str] = sentences.TRAINING
    SETTINGS: ClassVar[tuple[FormField, ...]] = (NAME_FIELD, WEIGHT_FIELD, SECONDS_FIELD, ROUNDS_FIELD)

    seconds = Integer(scope=Scope.settings, default=60)
    """Seconds for each card. 0: no clock."""
    drill = Dict(scope=Scope.user_state, default={})
    """The round that is open, or that was finished last; see drill.py."""

    # The round

    @property
    def card_ids(self) -> list[str]:
        return [card.id for card in self.asked_cases]

    @property
    def limit(self) -> int:
        """Seconds that this learner has for a card. 0: no clock."""
        users = self.service("user")
        user = users.get_current_user() if users is not None else None
        attributes = user.opt_attrs if user is not None else {}
        return drill.limit_of(self.seconds, drill.extra_percent(self.service("accommodations"), attributes))

    @property
    def rounds_left(self) -> int | None:
        """How many rounds may still be begun. None: as many as one likes."""
        if self.max_attempts is None:
            return None
        return max(int(self.max_attempts) - attempts.tries(self.attempts, ROUND), 0)

    @property
    def best_percent(self) -> Decimal | None:
        """The best finished round, 0 to 100. None: none was finished."""
        return attempts.score_of(self.best, ROUND)

    @property
    def round_percent(self) -> Decimal:
        """What the open round comes to so far, 0 to 100."""
        records = [drill.record_of(self.drill, name) for name in self.card_ids]
        return tally(records).percent(len(records))

    @property
    def is_told(self) -> bool:
        """Whether right codes may be shown: the round is over, and passed or the last one."""
        over = self.rounds_left == 0 or self.is_past_due
        return bool(self.drill.get("finished")) and (over or self.round_percent >= attempts.PASS)

    def options(self, card: Case) -> list[str]:
        """The four codes of a card, in this learner's order."""
        return shuffled(
            [card.values["code"], *card.values["others"][: OPTIONS - 1]], *self._seed(card), "codes"
        )

    def reasons(self, card: Case) -> list[Case]:
        """The cards whose reasons are the options of the second question, in this learner's order."""
        there = {one.id: one for one in self.all_cases}
        said = {name: str(one.values["reason"]) for name, one in there.items()}
        beside = reasons_of(card.id, card.values["reasons_of"], said, *self._seed(card))
        return [there[name] for name in shuffled([card.id, *beside], *self._seed(card), "reasons")]

    def _seed(self, card: Case) -> tuple[object, ...]:
        return self.scope_ids.usage_id, self.scope_ids.user_id, card.id, self.drill.get("number", 0)

    # Page

    def html(self) -> Markup:
        return self.render_template(self.TEMPLATE, **page_of(self))

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        fragment = super().student_view(context)
        told = {name: self.gettext(text) for name, text in sentences.SCRIPT_WORDS.items()}
        words = {**fragment.json_init_args["words"], **told}
        fragment.initialize_js("LubanSimulator", {**fragment.json_init_args, "words": words})
        return fragment

    # Handlers

    @posted
    def again(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Begin a round, when none is open and one is left."""
        if self.drill and not self.drill.get("finished"):
            return self.reply("opened")
        if self.is_past_due or self.rounds_left == 0:
            return self._say("over", OVER if self.is_past_due else sentences.NO_ROUND)
        begun = drill.begun(int(self.drill.get("number", 0)) + 1, self.now())
        self.drill = drill.opened(begun, self.card_ids[0], self.now())
        self.touched = True
        return self.reply("opened")

    @posted
    def open_case(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open the next card; after the last one, the result. The clock of a card begins here."""
        record = drill.record_of(self.drill, self.drill.get("current", ""))
        if not self.drill or (record.get("opened") and not record.get("outcome")):
            return self.reply("opened")
        if drill.wants_reason(record):
            self._note(self._open_card(), reason="-")
        following = drill.following(self.drill, self.card_ids)
        if not following:
            if not self.drill.get("finished"):  # its author took cards away meanwhile
                self._finish()
                self._publish()
            self.drill = {**self.drill, "current": ""}
        elif self.is_past_due:
            return self._say("over", OVER)
        else:
            self.drill = drill.opened(self.drill, following, self.now())
        return self.reply("opened")

    @posted
    def keep(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep which code is ticked. Never an answer."""
        card, record = self._named(sent), drill.record_of(self.drill, self.drill.get("current", ""))
        draft = inputs_of(sent).get("code", "")
        if card.id == self.drill.get("current") and not record.get("outcome") and draft in self.options(card):
            self.drill = drill.noted(self.drill, card.id, draft=draft)
        return {"status": "kept", "saved_at": self.now().isoformat()}

    @posted
    def check(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take a code; after a right one, a reason."""
        card = self._open_card(sent)
        record = drill.record_of(self.drill, card.id)
        if self.is_past_due:
            return self._say("over", OVER)
        inputs = inputs_of(sent)
        if drill.wants_reason(record):
            return self._take_reason(card, inputs.get("reason"))
        if record.get("outcome"):
            return self._say("refused", sentences.CLOSED)
        return self._take_code(card, record, inputs.get("code"))

    @posted
    def skip(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave a card, or its second question, without an answer. The script says so when the time is over."""
        card = self._open_card(sent)
        record = drill.record_of(self.drill, card.id)
        if drill.wants_reason(record):
            self._note(card, reason="-")
        elif not record.get("outcome"):
            late = drill.is_late(record, self.now(), self.limit, grace=-drill.GRACE)
            self._close(card, record, "late" if late else "skipped")
        return self.reply("checked")

    # What handlers do

    def _take_code(self, card: Case, record: Mapping[str, Any], code: Any) -> Mapping[str, Any]:
        if drill.is_late(record, self.now(), self.limit):
            self._close(card, record, "late")
        elif code not in self.options(card):
            return self._say("refused", sentences.CHOOSE_CODE)
        else:
            self._close(card, record, "right" if code == card.values["code"] else "wrong", code=code)
        return self.reply("checked")

    def _take_reason(self, card: Case, number: Any) -> Mapping[str, Any]:
        options = {str(place): one.id for place, one in enumerate(self.reasons(card), 1)}
        if number not in options:
            return self._say("refused", sentences.CHOOSE_REASON)
        self._note(card, reason=options[number], reason_right=options[number] == card.id)
        return self.reply("checked")

    def _close(self, card: Case, record: Mapping[str, Any], outcome: str, **more: Any) -> None:
        self._note(card, outcome=outcome, seconds=round(drill.spent(record, self.now())), **more)

    def _note(self, card: Case, **values: Any) -> None:
        self.drill = drill.noted({**self.drill, "notice": ""}, card.id, **values)
        if drill.is_all_closed(self.drill, self.card_ids) and not self.drill.get("finished"):
            self._finish()
        self._publish()

    def _finish(self) -> None:
        """Record the round and keep the best."""
        self.drill = {**self.drill, "finished": self.now().isoformat()}
        records = {name: drill.record_of(self.drill, name) for name in self.card_ids}
        found = tally(records.values())
        self.attempts = attempts.record(
            self.attempts,
            case=ROUND,
            inputs={name: one.get("code") or one.get("outcome") for name, one in records.items()},
            answer={
                "points": found.points,
                "right": found.right,
                "wrong": found.wrong,
                "reasons": found.reasons,
            },
            score=found.percent(len(records)),
            seconds=round(drill.spent({"opened": self.drill["began"]}, self.now())),
            at=self.now(),
        )
        self.best = attempts.better(self.best, ROUND, found.percent(len(records)))

    def _publish(self) -> None:
        names = self.card_ids
        closed = sum(bool(drill.record_of(self.drill, name).get("outcome")) for name in names)
        done = Decimal(1) if self.best_percent is not None else Decimal(closed) / len(names)
        self.runtime.publish(self, "completion", {"completion": six_places(done)})
        share = max(self.best_percent or Decimal(0), self.round_percent) / HUNDRED
        earned = share * Decimal(str(self.max_score()))
        self.runtime.publish(self, "grade", {"value": six_places(earned), "max_value": self.max_score()})

    def _open_card(self, sent: Mapping[str, Any] | None = None) -> Case:
        current = self.drill.get("current", "")
        card = next((one for one in self.asked_cases if one.id == current), None)
        if card is None or (sent is not None and self._named(sent).id != card.id):
            raise Refused(NO_CASE, "case")
        return card

    def _say(self, status: str, message: str) -> dict[str, Any]:
        self.drill = {**self.drill, "notice": message}
        return self.reply(status, self.gettext(message))

    # Author

    def checked_cases(self, cases: Sequence[Case]) -> None:
        reasons = {one.id: str(one.values["reason"]) for one in (*self.BROUGHT, *cases)}
        for number, card in enumerate(cases):
            place, codes = f"cases[{number}].", [card.values["code"], *card.values["others"]]
            if not CODE.match(card.values["code"]):
                raise Refused(sentences.NO_CODE, place + "code", id=card.id)
            if len(codes) != OPTIONS or len(set(codes)) != OPTIONS or not all(map(CODE.match, codes)):
                raise Refused(sentences.NO_OTHERS, place + "others", id=card.id)
            missing = [name for name in card.values["reasons_of"] if name not in reasons or name == card.id]
            if missing:
                raise Refused(sentences.NO_CARD, place + "reasons_of", id=card.id, name=missing[0])
            if len(reasons_of(card.id, card.values["reasons_of"], reasons, card.id)) < OPTIONS - 1:
                raise Refused(sentences.TOO_FEW, place + "reason", id=card.id)
