"""The problem block: its views and handlers."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from secrets import randbits
from typing import Any

from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError, NoSuchHandlerError

from luban_lms.blocks.problem import words
from luban_lms.blocks.problem.answers import Refused, checked, sent, stored
from luban_lms.blocks.problem.grading import Grade, Tally, counted, grade, weighed, with_attempt
from luban_lms.blocks.problem.learners import LearnersProblem
from luban_lms.blocks.problem.markup import Problem
from luban_lms.blocks.problem.page import problem_html
from luban_lms.blocks.problem.responses.model import Answer, Unreadable
from luban_lms.lib.clock import now

Handled = dict[str, Any]


def _posted(act: Callable[[ProblemBlock, Request], Handled]) -> Callable[..., Response]:
    """A handler that takes a POST, JSON or form, and answers in JSON."""

    @XBlock.handler
    @wraps(act)
    def handler(self: ProblemBlock, request: Request, suffix: str = "") -> Response:
        if request.method != "POST":
            return JsonHandlerError(405, self.gettext("This address takes answers only.")).get_response(
                allow=["POST"]
            )
        try:
            answer = act(self, request)
        except Refused as refused:
            sentence = words.refusal(refused.reason, self.gettext)
            return JsonHandlerError(400, sentence).get_response()
        return Response(json.dumps(answer), content_type="application/json", charset="utf-8")

    return handler  # type: ignore[no-any-return]  # XBlock's decorator is untyped


class ProblemBlock(LearnersProblem):
    """Questions in a page, graded at once."""

    has_score = True
    icon_class = "problem"

    # Views

    def view_key(self) -> Hashable | None:
        """The time only as far as the due date and the zone; the learner only where choices are drawn for them."""
        if self.submission_wait_seconds:
            return None
        drawn_for = self.scope_ids.user_id if self.problem.drawn else None
        return self.is_past_due, self.is_staff, self.time_zone, drawn_for

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The question with what stands in it."""
        fragment = Fragment(problem_html(self))
        fragment.add_css_url(self.runtime.local_resource_url(self, "public/problem.css"))
        fragment.add_javascript_url(self.runtime.local_resource_url(self, "public/problem.js"))
        fragment.initialize_js("LubanProblem", {"words": words.for_script(self.gettext)})
        return fragment

    # Handlers

    @_posted
    def submit(self, request: Request) -> Handled:
        """Grade an answer, unless something stands in the way; then say what."""
        problem = self.problem
        answers = self._sent(problem, request)
        obstacle = self._obstacle(problem, answers)
        if obstacle:
            return self._not_graded(obstacle, answers)
        try:
            graded = grade(problem, answers)
        except Unreadable:
            formula = any(field.kind == "formula" for field in problem.fields)
            return self._not_graded("unreadable-formula" if formula else "unreadable", answers)
        return self._graded(answers, graded)

    @_posted
    def save_answers(self, request: Request) -> Handled:
        """Keep what is in the fields, without grading it."""
        answers = self._sent(self.problem, request)
        if self.is_over or self.standing.must_reset:
            code = self._obstacle(self.problem, answers)
            return self._reply(code, self.notice_text(code))
        self._keep(answers)
        if self.notice:
            self.notice = ""
        message = self.gettext("Your answer is saved. It is not graded yet.")
        if self.standing.survey:
            message = self.gettext("Your answer is saved.")
        return {**self._reply("saved", message), "saved_at": self.saved_at.isoformat()}

    @_posted
    def hint(self, request: Request) -> Handled:
        """Show one more hint."""
        self._keep_sent(request)
        if self.hints_shown < len(self.problem.hints):
            self.hints_shown += 1
            self.settle_draws()
        return self._reply("hint", "")

    @_posted
    def show(self, request: Request) -> Handled:
        """Show the right answer, when the rules allow it."""
        self._keep_sent(request)
        if not self.answer_visible:
            return self._reply("not-yet", self.gettext("The answer is not shown yet."))
        self.answer_shown = True
        return self._reply("shown", "")

    @_posted
    def reset(self, request: Request) -> Handled:
        """Begin anew: attempts and score stay as they are."""
        if not self.can_reset:
            return self._reply("not-reset", self.gettext("This question cannot be begun anew."))
        self.done, self.answer_shown, self.notice = False, False, ""
        self.answers, self.saved_answers, self.correctness = {}, {}, {}
        self.saved_at = None
        if self.standing.rerandomize in ("always", "onreset"):
            self.seed = randbits(31)
        return self._reply("reset", "")

    @XBlock.handler
    def fallback_handler(self, name: str, request: Request, suffix: str = "") -> Response:
        """`save` keeps answers: an XBlock's own method has that name, so the handler cannot."""
        if name == "save":
            return self.save_answers(request, suffix)
        raise NoSuchHandlerError(f"A problem has no handler {name!r}")

    # What handlers do

    def _sent(self, problem: Problem, request: Request) -> dict[str, Answer]:
        return self._checked(problem, sent(request))

    def _checked(self, problem: Problem, given: Mapping[str, Any]) -> dict[str, Answer]:
        answers = checked(problem, given)
        if problem.pools:
            shown = self.shown_options()
            for name in problem.pools:
                if name in answers and answers[name] not in shown[name]:
                    raise Refused("no-such-choice")
        return answers

    def notice_text(self, code: str) -> str:
        """Why the last press of the button graded nothing, as it is now."""
        return words.notice(code, self.i18n, self.seconds_to_wait)

    def _obstacle(self, problem: Problem, answers: Mapping[str, Answer]) -> str:
        standing = self.standing
        obstacles = {
            "closed": not problem.fields or standing.past_due,
            "done": standing.right and self.correctness_visible and not standing.must_reset,
            "survey": standing.survey,
            "no-attempts": standing.used_up,
            "reset-first": standing.must_reset,
            "incomplete": any(not answers.get(field.id) for field in problem.fields),
            "wait": self.seconds_to_wait > 0,
        }
        return next((code for code, stands in obstacles.items() if stands), "")

    def _not_graded(self, code: str, answers: Mapping[str, Answer]) -> Handled:
        self.notice = code
        if not self.is_over and not self.standing.must_reset:
            self._keep(answers)
        return self._reply(code, self.notice_text(code))

    def _graded(self, answers: Mapping[str, Answer], graded: Grade) -> Handled:
        possible = self.max_score()
        tally = with_attempt(Tally.of(self.attempt_points), graded.points)
        self.attempt_points = tally.stored()
        earned = weighed(counted(tally, self.grading_method), len(graded.marks), possible)
        self.attempts += 1
        self.answers = stored(answers)
        if self.saved_answers:
            self.saved_answers = {}
        if self.notice:
            self.notice = ""
        self.correctness = {name: mark.verdict for name, mark in graded.marks.items()}
        self.score = {"earned": str(earned), "possible": str(possible)}
        self.done = True
        self.last_submission_time = self.saved_at = now()
        self.settle_draws()
        self.runtime.publish(self, "grade", {"value": earned, "max_value": possible})
        if not self.correctness_visible:
            return self._reply("submitted", self.gettext("Your answer is in."))
        return self._reply(graded.verdict, words.verdict(graded.verdict, self.gettext))

    def _keep(self, answers: Mapping[str, Answer]) -> None:
        self.saved_answers = stored(answers)
        self.saved_at = now()
        self.settle_draws()

    def _keep_sent(self, request: Request) -> None:
        """Keep the answers that came with a press of another button, so that the new page holds them, too."""
        problem = self.problem
        try:
            given = sent(request)
        except Refused:  # no answers that could be lost
            return
        if not given or self.is_over or self.standing.must_reset:
            return
        answers = self._checked(problem, given)
        if answers != self.current_answers():
            self._keep(answers)

    def _reply(self, status: str, message: str) -> Handled:
        visible = self.done and self.correctness_visible
        return {
            "html": str(problem_html(self)),
            "status": status,
            "message": message,
            "score": dict(self.score) if visible and self.score else None,
            "attempts_used": self.attempts,
            "attempts_left": self.standing.attempts_left,
        }
