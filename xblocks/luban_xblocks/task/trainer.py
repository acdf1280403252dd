"""What happens to works: they are handed in, wait, are marked by a trainer; their writers fetch the marks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.kit.rounding import points_text, six_places
from luban_xblocks.kit.waiting import LONGEST_KEY, key_of, queued, without
from luban_xblocks.task import sentences as say
from luban_xblocks.task import standing
from luban_xblocks.task.fields import TaskFields
from luban_xblocks.task.grading import decided, typed_marks
from luban_xblocks.task.pages import page_of
from luban_xblocks.task.standing import MARKED, RETURNED
from luban_xblocks.task.work import handed, named_in

MOST_CORRECTABLE = 100
"""Marked works that are kept beside their marks until these are fetched. Of older ones the marks alone are kept."""
LONGEST_WHO = 200


class TaskTrainer(TaskFields):
    """The works of one learner, and those of all that wait."""

    def records(self) -> list[dict[str, Any]]:
        """What was handed in, with the marks that have come. Views show this and keep nothing of it."""
        return standing.with_marks(self.past, self.scope_ids.user_id, self.marks)

    def may_hand_in(self, records: list[dict[str, Any]]) -> bool:
        """Whether this learner may hand something in now."""
        return standing.may_hand_in(records, self.again, closed=self.is_past_due, finished=self.finished)

    def stage(self, records: list[dict[str, Any]]) -> standing.Stage:
        """What the learner's page is now."""
        may = self.may_hand_in(records)
        return standing.stage_of(records, may=may, improving=self.improving)

    def close(self) -> None:
        """Hand in the draft and tell the host."""
        number = int(self.past[-1]["number"]) + 1 if self.past else 1
        at = self.now().isoformat()
        record = {"number": number, "at": at, **handed(self.work, self.asked), "decision": None}
        self.past = standing.with_record(self.past, record)
        self.reviewing = self.improving = False
        self._queue(record)
        self.runtime.publish(self, "completion", {"completion": 1.0})

    def take_out(self) -> bool:
        """Take the work that waits back; whether it still waited."""
        if not self.past or self.past[-1]["decision"] is not None:
            return False
        key = key_of(self.scope_ids.user_id, int(self.past[-1]["number"]))
        if key in self.marks:
            return False
        if key in self.waiting:
            self.waiting = without(self.waiting, [key])
        self.past = self.past[:-1]
        return True

    def fetch_marks(self) -> bool:
        """Take the marks that came for this learner and tell the host; put in what found no room before.

        Whether anything has come.
        """
        user = self.scope_ids.user_id
        records = self.records()
        changed = bool(records != self.past)
        if changed:
            self.past = records
            self.improving = False
            self.tell_host()
        if done := standing.fetched(records, user, self.marks):
            self.marks = without(self.marks, done)
        if records and records[-1]["decision"] is None:
            self._queue(records[-1])
        return changed

    def tell_host(self) -> None:
        """Publish what counts, as soon as there are marks."""
        best = standing.counted(self.past)
        if best is not None:
            self.runtime.publish(self, "grade", self._grade(standing.share(best["decision"])))

    def _grade(self, share: Decimal) -> dict[str, Any]:
        most = Decimal(str(self.max_score()))
        return {"value": six_places(share * most), "max_value": float(most)}

    def _queue(self, record: Mapping[str, Any]) -> None:
        """Put a work where a trainer finds it."""
        user = self.scope_ids.user_id
        if user is None:
            return
        best = standing.counted(self.past)
        work = {
            **{name: record[name] for name in ("number", "at", "steps", "text", "links", "files")},
            "user": str(user),
            "who": self.own_name()[:LONGEST_WHO],
            "best": points_text(standing.share(best["decision"])) if best is not None else "",
        }
        found = queued(self.waiting, self.marks, key_of(user, int(record["number"])), work)
        if found != self.waiting:
            self.waiting = found

    def own_name(self) -> str:
        """The reader's name, as the host tells it."""
        return str(getattr(self.reader, "full_name", "") or self.scope_ids.user_id)

    # The trainer

    def work_to_mark(self, key: str) -> Mapping[str, Any] | None:
        """A work that waits, or whose marks may still be corrected; None when there is none."""
        found = self.waiting.get(key) or (self.marks.get(key) or {}).get("work")
        return found if isinstance(found, Mapping) else None

    def may_return(self, work: Mapping[str, Any]) -> bool:
        """Whether its writer could hand it in again."""
        return bool(self.again <= 0 or int(work["number"]) - 1 < self.again)

    @posted
    def mark(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """A trainer's points and comments for a work; it is given its marks, or returned for improvement."""
        if not self.is_staff:
            raise Refused(say.STAFF_ONLY)
        key = text_of(sent, "work", LONGEST_KEY)
        work = self.work_to_mark(key)
        if work is None:
            return self.told(say.NO_WORK)
        criteria = self.content.criteria
        typed = typed_marks(sent, len(criteria))
        kind = RETURNED if text_of(sent, "decision", 12) == RETURNED else MARKED
        try:
            if kind == RETURNED and not self.may_return(work):
                raise Refused(say.LAST_TIME, "decision")  # noqa: TRY301 - told like the other refusals
            decision = decided(
                criteria,
                typed,
                kind=kind,
                language=self.language,
                by=self.own_name(),
                at=self.now().isoformat(),
            )
        except Refused as refused:
            message = self.words.fill(refused.message, **refused.values)
            self.form_kept = {"key": key, "values": typed, "message": message, "place": refused.place}
            return self.reply("refused")
        self._decide(key, work, decision)
        return self.told(say.MARKED_NEXT if kind == MARKED else say.RETURNED_NEXT, status="marked")

    def _decide(self, key: str, work: Mapping[str, Any], decision: Mapping[str, Any]) -> None:
        before = (self.marks.get(key) or {}).get("decision")
        self.waiting = without(self.waiting, [key])
        marks = {**without(self.marks, [key]), key: {"decision": decision, "work": dict(work)}}
        for old in [name for name, one in marks.items() if "work" in one][:-MOST_CORRECTABLE]:
            marks[old] = {"decision": marks[old]["decision"]}
        self.marks = marks
        self.form_kept = {}
        if decision["kind"] == MARKED or (before is not None and before["kind"] == MARKED):
            own = standing.share(decision) if decision["kind"] == MARKED else Decimal(0)
            share = max(own, Decimal(work.get("best") or 0))
            self.runtime.publish(self, "grade", {**self._grade(share), "user_id": work["user"]})

    def file_named(self, name: str) -> Mapping[str, Any] | None:
        """What is known of a kept file that this reader may have: their own, or a trainer's to look at."""
        own = named_in([self.work, *self.past], name)
        if own is not None or not self.is_staff:
            return own
        marked = [one["work"] for one in self.marks.values() if "work" in one]
        return named_in([*self.waiting.values(), *marked], name)

    # What handlers say

    def reply(self, status: str, message: str = "") -> dict[str, Any]:
        """What a handler says: the page as it is now, and a sentence."""
        return {"html": str(self.html()), "status": status, "message": message}

    def html(self) -> Markup:
        """The whole task, as its view and its handlers give it."""
        return self.render_template("task.html", **page_of(self))

    def told(self, message: str, status: str = "refused", place: str = "", **values: Any) -> dict[str, Any]:
        """The page with a sentence on it, also for a reader without a script."""
        self.notice = {"message": message, "values": values, "place": place}
        return self.reply(status, self.words.fill(message, **values))
