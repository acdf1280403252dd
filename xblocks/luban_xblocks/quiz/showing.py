"""One question as a page shows it: its inputs, and of its verdict and its answer what may be known by then."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from luban_xblocks.kit.numbers_shown import amount
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz import attempt as attempts
from luban_xblocks.quiz.kinds.blanks import PLACE
from luban_xblocks.quiz.kinds.kind import ONE, Mark, Order, Question
from luban_xblocks.quiz.kinds.matching import matches_of, right_of
from luban_xblocks.quiz.sentences import VERDICTS, letter
from luban_xblocks.quiz.standing import Shown

SAYS = {"true": N_("True"), "false": N_("False")}


def question_shown(
    block: Any,
    attempt: Mapping[str, Any],
    work: Mapping[str, Any],
    question: Question,
    *,
    level: Shown,
    closed: bool,
) -> dict[str, Any]:
    """What a template needs of a question.

    `level` is what may be known: nothing, verdicts and the feedback on what was chosen, or the answers too.
    """
    shown = attempts.wording(question, block.current(question["id"]))
    answer = attempts.answer_of(work, question["id"])
    mark = (
        attempts.mark_of(question, (work.get("saved") or {}).get(question["id"]))
        if level != "nothing"
        else None
    )
    taken = attempts.hints_taken(work, question)
    verdict = ("empty" if mark is None else mark.verdict) if level != "nothing" else ""
    return {
        "id": question["id"],
        "number": [one["id"] for one in attempts.asked(attempt)].index(question["id"]) + 1,
        "kind": question["kind"],
        "points": Decimal(question["points"]),
        "stem": block.safe(shown["stem"]),
        "answer": answer,
        "closed": closed,
        "level": level,
        "verdict": verdict,
        "verdict_word": block.gettext(VERDICTS[verdict]) if verdict else "",
        "note": block.gettext(mark.note) if mark is not None else "",
        "hints": [block.safe(one["text"]) for one in shown["hints"][:taken]],
        "next_hint": _next_hint(question, taken) if not closed else None,
        "explanation": block.safe(shown["explanation"]) if level == "answers" else Markup(""),
        "lesson": _lesson(block, question) if level != "nothing" else "",
        **_inputs(block, shown, attempts.order_in(attempt, question), answer, mark, level, closed=closed),
    }


def _next_hint(question: Question, taken: int) -> Decimal | None:
    """What the next hint costs, in points; None when there is none."""
    if taken >= len(question["hints"]):
        return None
    return (Decimal(question["hints"][taken]["cost"]) * Decimal(question["points"])).normalize() + 0


def _lesson(block: Any, question: Question) -> str:
    """The address of the lesson that a question is about, where the host has addresses for such names."""
    service = block.service("replace_urls")
    if not question["lesson"] or service is None:
        return ""
    link = str(service.replace_urls(f'"/jump_to_id/{question["lesson"]}"')).strip('"')
    return "" if link.startswith("/jump_to_id/") else link


def _inputs(
    block: Any,
    q: Question,
    order: Order,
    answer: Any,
    mark: Mark | None,
    level: Shown,
    *,
    closed: bool,
) -> dict[str, Any]:
    parts = mark.parts if mark is not None else {}
    found: dict[str, Any] = {}
    match q["kind"]:
        case "single" | "multiple" | "truefalse":
            found = {"rows": _options(block, q, order, answer, parts, level)}
        case "ordering":
            found = _order(block, q, order, answer, level)
        case "matching":
            found = _matches(block, q, order, answer, parts, level)
        case "blanks":
            found = _blanks(block, q, order, answer, parts, level, closed=closed)
        case "numeric":
            units = q["units"]
            right = amount(q["value"], block.language, units[0] if units else "", None)
            unit = "" if q["unit_required"] or not units else units[0]
            found = {"unit": unit, "right": right if level == "answers" else ""}
        case "text":
            full = next(one["text"] for one in q["accept"] if Decimal(one["credit"]) == ONE)
            found = {"right": full if level == "answers" else ""}
        case _:
            criteria = [
                {"html": block.safe(c["html"]), "points": Decimal(c["points"])} for c in q["criteria"]
            ]
            found = {"criteria": criteria, "right": ""}
    return found


def _options(
    block: Any, q: Question, order: Order, answer: Any, parts: Mapping[str, bool], level: Shown
) -> list[dict[str, Any]]:
    by_id = {one["id"]: one for one in q["options"]}
    chosen = answer if isinstance(answer, list) else [answer]
    rows = []
    for place, name in enumerate(order["options"], 1):
        one = by_id[name]
        is_right = level == "answers" and Decimal(one["credit"]) == ONE
        words = []
        if name in chosen and level != "nothing":
            words.append(block.gettext(N_("your answer")))
        if is_right:
            words.append(block.gettext(N_("right")))
        rows.append(
            {
                "token": str(place),
                "letter": letter(place - 1, block.language),
                "html": block.safe(one["html"], "course") if one["html"] else block.gettext(SAYS[name]),
                "chosen": name in chosen,
                "right": is_right or bool(parts.get(name)),
                "words": words,
                "feedback": block.safe(one["feedback"]) if name in chosen and level != "nothing" else "",
            }
        )
    return rows


def _order(block: Any, q: Question, order: Order, answer: Any, level: Shown) -> dict[str, Any]:
    by_id = {one["id"]: one for one in q["options"]}
    now = (
        answer
        if isinstance(answer, list) and sorted(answer) == sorted(order["options"])
        else order["options"]
    )
    rows = [
        {"token": str(order["options"].index(name) + 1), "html": block.safe(by_id[name]["html"])}
        for name in now
    ]
    right = [block.safe(one["html"]) for one in q["options"]] if level == "answers" else []
    return {"rows": rows, "right_order": right}


def _matches(
    block: Any, q: Question, order: Order, answer: Any, parts: Mapping[str, bool], level: Shown
) -> dict[str, Any]:
    texts = matches_of(q)
    given = answer if isinstance(answer, Mapping) else {}
    choices = [(str(place), texts[name]) for place, name in enumerate(order["matches"], 1)]
    right = right_of(q)
    rows = []
    for number, one in enumerate(q["options"], 1):
        chosen = given.get(one["id"])
        rows.append(
            {
                "name": f"m-{number}",
                "html": block.safe(one["html"]),
                "chosen": str(order["matches"].index(chosen) + 1) if chosen in order["matches"] else "",
                "is_right": parts.get(one["id"]) if level != "nothing" else None,
                "right": texts[right[one["id"]]] if level == "answers" else "",
            }
        )
    return {"rows": rows, "choices": choices}


def _blanks(
    block: Any,
    q: Question,
    order: Order,
    answer: Any,
    parts: Mapping[str, bool],
    level: Shown,
    *,
    closed: bool,
) -> dict[str, Any]:
    given = answer if isinstance(answer, Mapping) else {}
    fields = {}
    rights = []
    for number, one in enumerate(q["blanks"], 1):
        ids = order.get(one["id"], [])
        choices = {choice["id"]: choice["text"] for choice in one.get("choices") or []}
        value = given.get(one["id"], "")
        field = {
            "name": f"b-{number}",
            "number": number,
            "kind": one["kind"],
            "value": str(ids.index(value) + 1) if value in ids else "" if ids else str(value),
            "choices": [(str(place), choices[name]) for place, name in enumerate(ids, 1)],
            "is_right": parts.get(one["id"]) if level != "nothing" else None,
        }
        fields[one["id"]] = block.render_template("blank.html", field=field, closed=closed)
        if level == "answers":
            rights.append(_right_blank(block, one))
    text = PLACE.sub(lambda found: str(fields.get(found[1], "")), str(block.safe(q["text"])))
    return {"text": Markup(text), "rights": rights}  # noqa: S704 - the sanitiser and a template made it


def _right_blank(block: Any, blank: Mapping[str, Any]) -> Any:
    if blank["kind"] == "number":
        return amount(blank["value"], block.language, "", None)
    if blank["kind"] == "list":
        return next(one["text"] for one in blank["choices"] if one["correct"])
    return next(one["text"] for one in blank["accept"] if Decimal(one["credit"]) == ONE)
