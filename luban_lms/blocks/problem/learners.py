"""A problem as one learner has it: where they stand, what they see, and what they may do."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import Decimal

from luban_lms.blocks.problem.answers import restored
from luban_lms.blocks.problem.fields import ProblemFields
from luban_lms.blocks.problem.grading import Grade, grade, possible_points, verdict_of
from luban_lms.blocks.problem.markup import Problem, read_problem
from luban_lms.blocks.problem.order import in_order
from luban_lms.blocks.problem.responses.model import Answer, Unreadable
from luban_lms.blocks.problem.rules import (
    RERANDOMIZE,
    Standing,
    answer_may_be_seen,
    correctness_may_be_seen,
    may_reset,
    may_save,
)
from luban_lms.blocks.problem.view import Seen
from luban_lms.lib.clock import now


class LearnersProblem(ProblemFields):
    """What follows from the fields; `ProblemBlock` has the views and the handlers."""

    @property
    def problem(self) -> Problem:
        """The problem as its author wrote it."""
        known: Problem | None = self.__dict__.get("_problem")
        if known is None:
            known = self._problem = read_problem(self.data or "")
        return known

    @classmethod
    def answerable(cls, body: str) -> bool:
        """Whether a problem with this body asks for anything here; one that does not is done by being seen."""
        return bool(read_problem(body or "").fields)

    def max_score(self) -> Decimal:
        """Points that can be earned; 0 when the problem cannot run here."""
        return possible_points(self.problem, self.weight)

    def changed(self, name: str) -> None:
        self.__dict__.pop("_standing", None)
        if name == "data":
            self.__dict__.pop("_problem", None)

    @property
    def standing(self) -> Standing:
        """Where the learner stands; asked for by every rule, worked out once until something changes."""
        known: Standing | None = self.__dict__.get("_standing")
        if known is None:
            known = self._standing = self._worked_out()
        return known

    def _worked_out(self) -> Standing:
        return Standing(
            attempts=self.attempts,
            max_attempts=self.max_attempts,
            right=self.done and verdict_of(self.correctness.values()) == "right",
            past_due=self.is_past_due,
            dated=self.closing is not None,
            staff=self.is_staff,
            attempts_before_answer=self.attempts_before_showanswer_button or 0,
            graded=self.done,
            rerandomize=RERANDOMIZE.get(self.rerandomize, self.rerandomize),
        )

    @property
    def shuffle_seed(self) -> str:
        """What the order of choices comes from: the place, and the learner or a number drawn anew."""
        if self.rerandomize == "never":
            return f"\n{self.scope_ids.usage_id}"
        if self.seed is not None:
            return str(self.seed)
        return f"{self.scope_ids.user_id}\n{self.scope_ids.usage_id}"

    def shown_options(self) -> dict[str, tuple[str, ...]]:
        """Names of the options that stand before this learner, by the field."""
        pools = self.problem.pools
        return {
            one.id: tuple(option.name for option in in_order(one, self.shuffle_seed, pools.get(one.id)))
            for one in self.problem.fields
        }

    def current_answers(self) -> dict[str, Answer]:
        """What stands in the fields: what was saved since, else what was graded."""
        return restored(self.problem, self.saved_answers or self.answers)

    def seen(self) -> Seen:
        """What the rules let this learner see now."""
        shown = self.answer_shown and self.answer_visible
        right = self.problem.right() if shown else {}
        changed_since = bool(self.saved_answers) and self.saved_answers != self.answers
        if not self.done or not self.correctness_visible or changed_since:
            return Seen(right=right)
        return Seen(correctness=self.correctness, right=right, grade=self._last_grade())

    @property
    def correctness_visible(self) -> bool:
        """Whether the learner may see if an answer was right."""
        return correctness_may_be_seen(self.show_correctness, self.standing)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to answer. Says nothing of being right while that is withheld."""
        standing = self.standing
        if standing.survey:
            return False
        return standing.closed or (standing.right and self.correctness_visible)

    @property
    def answer_visible(self) -> bool:
        """Whether the right answer may be shown now."""
        return bool(self.problem.fields) and answer_may_be_seen(
            self.showanswer, self.show_correctness, self.standing
        )

    @property
    def can_reset(self) -> bool:
        """Whether a learner may begin anew."""
        return may_reset(self.standing, button=self.show_reset_button, right_is_seen=self.correctness_visible)

    @property
    def can_save(self) -> bool:
        """Whether there is a button to keep an answer without grading it."""
        return not self.is_over and may_save(self.standing, button=self.force_save_button)

    @property
    def seconds_to_wait(self) -> int:
        """How long until the next attempt is taken, in seconds; 0 when it is now."""
        wait = self.submission_wait_seconds or 0
        last = self.last_submission_time if wait > 0 else None
        if last is None:
            return 0
        left: timedelta = last + timedelta(seconds=wait) - now()
        return max(math.ceil(left.total_seconds()), 0)

    def _last_grade(self) -> Grade | None:
        try:
            return grade(self.problem, restored(self.problem, self.answers))
        except Unreadable:
            return None
