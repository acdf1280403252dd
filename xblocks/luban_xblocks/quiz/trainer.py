"""What happens to attempts: they end, they are recorded, their points go to the host; a trainer marks essays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.kit.rounding import six_places
from luban_xblocks.kit.waiting import LONGEST_COMMENT, LONGEST_KEY, key_of, queued, without
from luban_xblocks.quiz import attempt as attempts
from luban_xblocks.quiz import marking, standing, timing
from luban_xblocks.quiz import sentences as say
from luban_xblocks.quiz.earlier import attempt_from_problems
from luban_xblocks.quiz.fields import QuizFields
from luban_xblocks.quiz.kinds.kind import Question


class QuizTrainer(QuizFields):
    """Attempts of one learner, and the essays of all."""

    @property
    def questions(self) -> list[Question]:
        """The bank as it is today, in the reader's language."""
        return list(self.bank.get("questions") or [])

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {one["id"]: one for one in self.questions}

    def current(self, identifier: str) -> Question | None:
        """A question as it is today; None when it is not there any more."""
        return self._by_id.get(identifier)

    @property
    def extra_time(self) -> int:
        """The learner's extra time in per cent, where the host tells it."""
        users = self.service("user")
        user = users.get_current_user() if users is not None else None
        attributes = user.opt_attrs if user is not None else {}
        return timing.extra_percent(self.service("accommodations"), attributes)

    @property
    def ends(self) -> datetime | None:
        """When the open attempt ends by itself; None: never."""
        if not attempts.is_open(self.attempt):
            return None
        return timing.ends_at(self.attempt, extra=self.extra_time, closing=self.closing)

    def settled(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The attempt and the records as they are by now: time that is over is over, marks that came are in.

        Views show this and keep nothing of it.
        """
        records = [marking.with_marks(one, self.scope_ids.user_id, self.marks) for one in self.past]
        end = self.ends
        if end is None or not timing.is_over(end, self.now()):
            return dict(self.attempt), records
        closed, record = attempts.hand_in(self.attempt, self.work, at=end, how="time")
        return closed, standing.with_record(records, record)

    def settle(self) -> bool:
        """Record what happened without the learner; whether an attempt was ended by its time."""
        end = self.ends
        self.fetch_marks()
        if end is not None and timing.is_over(end, self.now()):
            self.close(at=end, how="time")
            return True
        return False

    def close(self, *, at: datetime, how: str) -> None:
        """Hand in the open attempt and tell the host."""
        closed, record = attempts.hand_in(self.attempt, self.work, at=at, how=how)
        self.attempt = closed
        self.past = standing.with_record(self.past, record)
        self.place = "0"
        self._queue(record, at)
        self.tell_host()

    def tell_host(self) -> None:
        """Publish that the quiz is done and, as soon as an attempt is marked, what counts of it."""
        self.runtime.publish(self, "completion", {"completion": 1.0})
        fraction = standing.kept(self.past, self.keep)
        if fraction is not None:
            most = Decimal(str(self.max_score()))
            self.runtime.publish(
                self, "grade", {"value": six_places(fraction * most), "max_value": float(most)}
            )

    def why_not_begin(self) -> str:
        """Why no attempt may begin now, as marked text; "" when one may."""
        if not self.questions:
            return say.NO_QUESTIONS
        if self.is_past_due:
            return say.CLOSED
        if standing.attempts_left(self.past, self.attempts) == 0:
            return say.NO_ATTEMPT
        cooled = standing.cooled_at(self.past, self.cooldown)
        return say.NOT_YET if cooled is not None and self.now() < cooled else ""

    # Essays

    def _queue(self, record: Mapping[str, Any], at: datetime) -> None:
        """Put the essays of a record where a trainer finds them."""
        user, number = self.scope_ids.user_id, int(record["number"])
        for name in record["waiting"]:
            question = attempts.question_in(self.attempt, name)
            text = (record["answers"] or {}).get(name)
            if user is None or question is None or not isinstance(text, str):
                continue
            essay = marking.waiting_essay(
                question, record, user=user, who=self._name(), text=text, at=at.isoformat()
            )
            key = key_of(user, number, name)
            essays = queued(self.essays, self.marks, key, essay)
            if essays != self.essays:
                self.essays = essays

    def _name(self) -> str:
        users = self.service("user")
        user = users.get_current_user() if users is not None else None
        return str(getattr(user, "full_name", "") or self.scope_ids.user_id)

    def fetch_marks(self) -> None:
        """Take the marks that came for this learner's essays, and tell the host; put in what found no room before."""
        user = self.scope_ids.user_id
        records = [marking.with_marks(one, user, self.marks) for one in self.past]
        if records != self.past:
            self.past = records
            self.tell_host()
        done = [key for key in marking.fetched(records, user) if key in self.marks]
        if done:
            self.marks = without(self.marks, done)
        if records and records[-1].get("waiting") and records[-1]["number"] == self.attempt.get("number"):
            self._queue(records[-1], standing.moment_of(records[-1]["submitted"]))

    @posted
    def mark(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """A trainer's points for each line of the rubric of an essay, and a comment."""
        if not self.is_staff:
            raise Refused(say.STAFF_ONLY)
        key = text_of(sent, "essay", LONGEST_KEY)
        essay = self.essays.get(key)
        if essay is None:
            raise Refused(say.NO_ESSAY, "essay")
        given = {}
        for number, one in enumerate(essay["criteria"], 1):
            try:
                given[one["id"]] = parse_number(text_of(sent, f"p-{number}", 64), self.language)
            except NotANumber as error:
                raise Refused(say.NO_POINTS, f"p-{number}") from error
        mark = {
            "points": marking.points_given(essay, given),
            "comment": text_of(sent, "comment", LONGEST_COMMENT).strip(),
            "by": self._name(),
            "at": self.now().isoformat(),
        }
        self.marks = {**self.marks, key: mark}
        self.essays = without(self.essays, [key])
        self._tell_for(essay)
        return self.reply("marked")

    def _tell_for(self, essay: Mapping[str, Any]) -> None:
        """Tell a host that takes grades for others what the writer of an essay has earned.

        Only where the best attempt counts: what else the writer did is not known here. In every other case, and with
        every other host, the writer's own next visit tells it.
        """
        share = marking.share_after(essay, self.marks)
        if share is not None and self.keep == "best":
            most = Decimal(str(self.max_score()))
            grade = {"value": six_places(share * most), "max_value": float(most), "only_if_higher": True}
            self.runtime.publish(self, "grade", {**grade, "user_id": essay["user"]})

    def reply(self, status: str, message: str = "") -> dict[str, Any]:
        """What a handler says."""
        raise NotImplementedError

    # A move from older questions

    def take_earlier(self, asked: list[str], results: Mapping[str, Mapping[str, Any]]) -> None:
        """Take what a learner did in older questions as a first attempt that was handed in. Called by a host, no handler."""
        if any(one["how"] == "earlier" for one in self.past):
            return
        states = {
            name: {**one, "answers": (one.get("fields") or one).get("answers")}
            for name, one in results.items()
        }
        at = self.now().isoformat()
        number = 0 if self.past or self.attempt else 1
        record = attempt_from_problems(asked, states, bank=self.questions, at=at, number=number)
        if not self.attempt:
            begun = attempts.begin(
                [one for name in asked if (one := self.current(name)) is not None],
                number=number, seed="earlier", draw=0, shuffle=False, mode="assessment", language=self.language, at=self.now(),
            )  # fmt: skip
            self.attempt = {**begun, "submitted": at, "how": "earlier"}
            saved = {
                name: {"a": given, "lang": self.language, "at": at}
                for name, given in record["answers"].items()
            }
            self.work = {**attempts.EMPTY_WORK, "saved": saved}
        self.past = [record, *self.past]
        self.tell_host()
