"""When an answer is taken, and when it may be seen. The rules and their names are those of Open edX."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands with a problem."""

    attempts: int = 0
    max_attempts: int | None = None
    right: bool = False
    past_due: bool = False
    """The due date and the days of grace are over."""
    dated: bool = True
    """There is a due date."""
    staff: bool = False
    attempts_before_answer: int = 0
    graded: bool = False
    """There is a graded answer, and it was not begun anew since."""
    rerandomize: str = "never"

    @property
    def used_up(self) -> bool:
        """No attempt is left."""
        return self.max_attempts is not None and self.attempts >= self.max_attempts

    @property
    def closed(self) -> bool:
        """Nothing more is graded."""
        return self.used_up or self.past_due

    @property
    def survey(self) -> bool:
        """Answers are kept and never graded: `max_attempts` is 0."""
        return self.max_attempts == 0 and not self.past_due

    @property
    def must_reset(self) -> bool:
        """The next answer is to a question drawn anew."""
        return self.graded and self.rerandomize == "always"

    @property
    def attempts_left(self) -> int | None:
        """None when there is no limit."""
        return None if self.max_attempts is None else max(self.max_attempts - self.attempts, 0)


def _enough_attempts(now: Standing) -> bool:
    needed = now.attempts_before_answer
    if now.max_attempts:
        needed = min(needed, now.max_attempts)
    return now.attempts >= needed


ANSWER_RULES: Mapping[str, Callable[[Standing], bool]] = MappingProxyType(
    {
        "always": lambda _: True,
        "answered": lambda now: now.right,
        "attempted": lambda now: now.attempts > 0 or now.past_due,
        "attempted_no_past_due": lambda now: now.attempts > 0,
        "closed": lambda now: now.closed,
        "finished": lambda now: now.closed or now.right,
        "correct_or_past_due": lambda now: now.right or now.past_due,
        "past_due": lambda now: now.past_due,
        "after_attempts": _enough_attempts,
        "after_all_attempts": lambda now: now.used_up,
        "after_all_attempts_or_correct": lambda now: now.used_up or now.right,
    }
)
"""Every value of `showanswer` but "never"."""


def answer_may_be_seen(showanswer: str | None, show_correctness: str | None, now: Standing) -> bool:
    """Whether the right answer may be shown. A rule that is not known shows nothing."""
    if not correctness_may_be_seen(show_correctness, now):
        return False
    rule = ANSWER_RULES.get(showanswer or "")
    return rule is not None and (now.staff or rule(now))


def correctness_may_be_seen(show_correctness: str | None, now: Standing) -> bool:
    """Whether a learner may see if an answer was right."""
    if show_correctness in ("never", "never_but_include_grade"):
        return False
    return now.staff or show_correctness != "past_due" or now.past_due or not now.dated


RERANDOMIZE: Mapping[str, str] = MappingProxyType({"": "always", "true": "always", "false": "per_student"})
"""Older words for the values of `rerandomize`."""


def may_reset(now: Standing, *, button: bool, right_is_seen: bool) -> bool:
    """Whether a learner may begin anew. A right answer stays, unless another question is drawn."""
    if now.closed or not now.graded:
        return False
    if now.rerandomize in ("always", "onreset"):
        return True
    return button and not (now.right and right_is_seen)


def may_save(now: Standing, *, button: bool) -> bool:
    """Whether there is a button to keep an answer without grading it."""
    if now.survey:
        return True
    if now.closed or now.must_reset:
        return False
    return button or now.max_attempts is not None or now.rerandomize == "always"
