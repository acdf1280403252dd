"""The page of a problem: the template with what the rules allow."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from luban_lms.blocks.problem import words
from luban_lms.blocks.problem.view import Seen, messages, shown_fields, solutions
from luban_lms.blocks.templates import render
from luban_lms.lib.moments import hour

SAVED = "<!--saved-->"
"""Where a kept page says when the answer was saved. Nothing that anybody wrote can look like it: it would be escaped."""
MOST = 512
"""Pages that are kept, of some kilobytes each; then it begins anew."""

_pages: dict[Hashable, Markup] = {}


def problem_html(block: Any) -> Markup:
    """The whole problem, as its view and each of its handlers give it.

    A page that says the same was made before: thirty trainees who choose the same answer read the same words.
    """
    if block.problem.unsupported:
        return _addressed(block, _unsupported(block))
    key = _depends_on(block)
    page = _pages.get(key)
    if page is None:
        if len(_pages) >= MOST:
            _pages.clear()
        page = _pages[key] = _page(block)
    return _addressed(block, page.replace(SAVED, _saved(block)))


def _depends_on(block: Any) -> Hashable:
    """All that `_page` prints or decides by. What is new in the template, or in what it calls, is new here, too."""
    standing = block.standing
    return (
        block.data,
        block.language,
        block.runtime.handler_url(block, "submit"),  # names the place, too
        block.display_name,
        replace(standing, attempts=0),
        standing.attempts_left,
        block.shuffle_seed if block.problem.drawn else "",
        str((block.answers, block.saved_answers, block.correctness)),
        block.done,
        block.saved_at is None,
        block.correctness_visible,
        block.show_correctness,
        block.answer_visible,
        block.answer_shown,
        block.notice_text(block.notice),
        block.hints_shown,
        block.grading_method,
        block.can_save,
        block.can_reset,
    )


def _page(block: Any) -> Markup:
    problem, standing, seen = block.problem, block.standing, block.seen()
    verdict = _verdict(block, seen)
    final = block.is_over or standing.must_reset
    return render(
        "problem/problem.html",
        block,
        problem=problem,
        number=lambda field: problem.fields.index(field) + 1,
        safe=Markup,
        saved=Markup(SAVED),  # noqa: S704 - ours
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


def _saved(block: Any) -> Markup:
    """The hour at which the answer was saved; a script puts the device's own in its place."""
    moment = block.saved_at
    if moment is None:
        return Markup("")
    shown = hour(moment, block.time_zone)  # figures and, where no zone is known, "UTC"
    return Markup(f'<time datetime="{moment.isoformat()}" dir="auto" data-clock>{shown}</time>')  # noqa: S704 - no text of anybody's


def _unsupported(block: Any) -> Markup:
    problem = block.problem
    pieces = [Markup(piece.html) for piece in problem.pieces]  # noqa: S704 - made safe when it was read
    obstacles = [words.obstacle(name, block.gettext) for name in problem.unsupported]
    return render("problem/unsupported.html", block, pieces=pieces, obstacles=obstacles)


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
