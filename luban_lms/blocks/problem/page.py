"""The page of a problem: the template with what the rules allow."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from markupsafe import Markup

from luban_lms.blocks.problem import words
from luban_lms.blocks.problem.view import Seen, messages, shown_fields, solutions
from luban_lms.blocks.templates import render


def problem_html(block: Any) -> Markup:
    """The whole problem, as its view and each of its handlers give it."""
    problem, standing, seen = block.problem, block.standing, block.seen()
    if problem.unsupported:
        pieces = [Markup(piece.html) for piece in problem.pieces]  # noqa: S704 - made safe when it was read
        obstacles = [words.obstacle(name, block.gettext) for name in problem.unsupported]
        html = render("problem/unsupported.html", block, pieces=pieces, obstacles=obstacles)
        return _addressed(block, html)
    verdict = _verdict(block, seen)
    final = block.is_over or standing.must_reset
    html = render(
        "problem/problem.html",
        block,
        problem=problem,
        number=lambda field: problem.fields.index(field) + 1,
        safe=Markup,
        fields=shown_fields(
            problem, block.current_answers(), seen, seed=block.shuffle_seed, language=block.language
        ),
        verdict=verdict,
        verdict_word=words.verdict(verdict, block.gettext) if verdict else "",
        messages=messages(seen),
        withheld=block.done and not block.correctness_visible,
        place=sha256(str(block.scope_ids.usage_id).encode()).hexdigest()[:12],
        notice=block.notice_text(block.notice),
        hints=problem.hints[: block.hints_shown],
        more_hints=len(problem.hints) - block.hints_shown,
        solutions=solutions(problem, seen, block.shown_options()),
        counting="" if standing.survey else words.counting(block.grading_method, block.gettext),
        can_show=block.answer_visible and not block.answer_shown,
        final=final,
        button="" if final else words.button(block.done, standing.attempts_left, block.i18n),
        standing=standing,
        unnamed=_unnamed(block),
    )
    return _addressed(block, html)


def _addressed(block: Any, html: Markup) -> Markup:
    return Markup(block.with_addresses(str(html)))  # noqa: S704 - only addresses changed


def _verdict(block: Any, seen: Seen) -> str | None:
    if not block.done or not seen.correctness:
        return None
    verdicts = set(seen.correctness.values())
    return verdicts.pop() if len(verdicts) == 1 else "partly"


def _unnamed(block: Any) -> str:
    """What a field is called that has no label of its own."""
    return str(block.display_name or block.gettext("Your answer"))
