"""The pages of a task, as values for its template: the draft, the page before handing in, marks, a trainer's works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from luban_xblocks.kit.numbers_shown import plain
from luban_xblocks.kit.rounding import HUNDRED, points_text
from luban_xblocks.kit.waiting import LONGEST_COMMENT, oldest_first
from luban_xblocks.task import sentences as say
from luban_xblocks.task import standing
from luban_xblocks.task.file_types import LARGEST_FILE, accepted, by_mime
from luban_xblocks.task.files import keeper_of
from luban_xblocks.task.grading import LONGEST_LINE_COMMENT, level_place, typed_again
from luban_xblocks.task.links import LONGEST_LINK, link_of
from luban_xblocks.task.rubric import Criterion, full
from luban_xblocks.task.uploading import MEGABYTE
from luban_xblocks.task.work import LONGEST_TEXT, broken_links, handed

MOST_WORKS_SHOWN = 40
KILOBYTE = 1000


def page_of(block: Any) -> dict[str, Any]:
    """What the template shows now. Nothing is changed by it."""
    records = block.records()
    may = block.may_hand_in(records)
    stage = block.stage(records)
    content = block.content
    last = records[-1] if records else None
    decision = last["decision"] if last is not None else None
    return {
        "stage": "review" if stage == "draft" and block.reviewing else stage,
        "unrecorded": records != block.past,
        "notice": notice_of(block),
        "place": str(block.notice.get("place", "")),
        "brief": block.safe(content.brief),
        "steps": content.steps,
        "rubric": rubric_shown(block),
        "total": plain(full(content.criteria), block.language),
        "asked": block.asked,
        "draft": draft_of(block),
        "review": review_of(block),
        "last": work_shown(block, last) if last is not None else None,
        "decision": decision_shown(block, decision) if decision else None,
        "passed_before": _best_before(block, records),
        "earlier": [_earlier(block, one) for one in reversed(records[:-1])],
        "may": may,
        "again_after": _again_after(block, records),
        "model": block.safe(content.model)
        if content.model and standing.shows_model(records, may=may)
        else "",
        "model_later": bool(content.model) and may and stage == "marked",
        "closing": block.closing.isoformat() if block.closing is not None else "",
        "closed": block.is_past_due,
        "pass_mark": block.pass_mark,
        "trainer": trainer_of(block) if block.is_staff else None,
    }


def notice_of(block: Any) -> str:
    """The sentence that the last call left, in the reader's language of today."""
    message = str(block.notice.get("message", ""))
    return str(block.words.fill(message, **block.notice.get("values", {}))) if message else ""


def rubric_shown(block: Any) -> list[dict[str, Any]]:
    """The criteria, with their points as the language writes numbers."""
    return [
        {
            "title": one.title,
            "looks": one.looks,
            "points": plain(one.points, block.language),
            "levels": [(plain(level.points, block.language), level.text) for level in one.levels],
        }
        for one in block.content.criteria
    ]


def draft_of(block: Any) -> dict[str, Any]:
    """The form of the draft."""
    work, asked = block.work, block.asked
    links = [*work.get("links", []), *[""] * asked.links][: asked.links]
    broken = broken_links(work, asked)
    files = files_of(block, work)
    return {
        "text": work.get("text", ""),
        "saved_at": work.get("at", ""),
        "ticked": set(work.get("steps", [])),
        "links": [
            {
                "name": f"link-{number}",
                "value": one,
                "wrong": f"link-{number}" in broken,
                "host": host_of(one),
            }
            for number, one in enumerate(links, 1)
        ],
        "files": files,
        "can": keeper_of(block) is not None if asked.files else False,
        "room": max(asked.files - len(files), 0),
        "accept": accepted(block.kinds),
        "taken": block.gettext(say.TAKEN.get(block.kinds, say.TAKEN["both"])),
        "largest": LARGEST_FILE // MEGABYTE,
        "longest": LONGEST_TEXT,
        "longest_link": LONGEST_LINK,
    }


def host_of(typed: str) -> str:
    """Whose page a link is; "" where it is none."""
    found = link_of(str(typed))
    return found.host if found is not None else ""


def review_of(block: Any) -> dict[str, Any]:
    """What would be handed in, and what is missing of what may be."""
    work, asked = handed(block.work, block.asked), block.asked
    undone = asked.steps - len(work["steps"])
    missing = []
    if undone:
        missing.append(
            block.words.ngettext("%(num)s step is not ticked", "%(num)s steps are not ticked", undone)
            % {"num": undone}
        )
    if asked.text and not work["text"]:
        missing.append(block.gettext(say.NO_TEXT))
    if asked.links and not work["links"]:
        missing.append(block.gettext(say.NO_LINKS))
    if asked.files and not work["files"] and keeper_of(block) is not None:
        missing.append(block.gettext(say.NO_FILES))
    return {"missing": missing, "work": work_shown(block, work)}


def work_shown(block: Any, work: Mapping[str, Any]) -> dict[str, Any]:
    """A work to look at."""
    ticked = {int(one) for one in work.get("steps", [])}
    return {
        "number": work.get("number", 0),
        "at": work.get("at", ""),
        "text": work.get("text", ""),
        "links": [found for one in work.get("links", []) if (found := link_of(str(one)))],
        "files": files_of(block, work),
        "steps": [(one, number in ticked) for number, one in enumerate(block.content.steps)],
        "ticked": len(ticked),
    }


def files_of(block: Any, work: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files of a work, with the address of each."""
    return [
        {
            "name": one["name"],
            "shown": one["shown"],
            "size": size_shown(block, int(one["size"])),
            "url": block.runtime.handler_url(block, "file", str(one["name"])),
            "picture": bool((kind := by_mime(one["mime"])) and kind.picture),
        }
        for one in work.get("files", [])
    ]


def size_shown(block: Any, size: int) -> Markup:
    """A number of bytes as a person reads it."""
    large = size >= KILOBYTE * KILOBYTE
    unit = KILOBYTE * KILOBYTE if large else KILOBYTE
    number = plain(
        max(Decimal(size) / unit, Decimal(1) if not large else Decimal(0)), block.language, int(large)
    )
    word = block.gettext(say.MEGABYTES if large else say.KILOBYTES)
    return Markup("<bdi>{}</bdi>").format(word % {"number": number})


def decision_shown(block: Any, decision: Mapping[str, Any]) -> dict[str, Any]:
    """Marks, or what a returned work still needs."""
    language = block.language
    criteria = {one.name: one for one in block.content.criteria}
    return {
        "kind": decision["kind"],
        "lines": [
            _line_shown(criteria.get(one["name"]), one, language)
            for one in decision["lines"]
            if one["earned"] or one["comment"]
        ],
        "earned": plain(Decimal(decision["earned"]), language),
        "possible": plain(Decimal(decision["possible"]), language),
        "percent": plain(standing.share(decision) * HUNDRED, language, 0),
        "passed": standing.is_passed(decision, block.pass_mark),
        "comment": decision["comment"],
        "by": decision["by"],
        "at": decision["at"],
    }


def _line_shown(criterion: Criterion | None, line: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A line of a decision; in the words of today's rubric, and so in the reader's language, where it is the same."""
    words = {"title": line["title"], "level": line["level"]}
    if criterion is not None and points_text(criterion.points) == line["points"]:
        words["title"] = criterion.title
        place = level_place(criterion, line)
        words["level"] = criterion.levels[place - 1].text if place else line["level"]
    return {
        **words,
        "earned": plain(Decimal(line["earned"]), language) if line["earned"] else "",
        "points": plain(Decimal(line["points"]), language),
        "comment": line["comment"],
    }


def _best_before(block: Any, records: Sequence[Mapping[str, Any]]) -> str:
    """The per cent that count, where they are not those of the last work; "" where they are."""
    best = standing.counted(records)
    if best is None or best is records[-1]:
        return ""
    return plain(standing.share(best["decision"]) * HUNDRED, block.language, 0)


def _again_after(block: Any, records: Sequence[Mapping[str, Any]]) -> int | None:
    """How often it may be handed in once the draft is; None: as often as it is returned."""
    left = standing.tries_left(records, block.again)
    return None if left is None else max(left - bool(records), 0)


def _earlier(block: Any, record: Mapping[str, Any]) -> dict[str, Any]:
    decision = record["decision"]
    shown = decision_shown(block, decision) if decision else None
    return {**work_shown(block, record), "decision": shown}


def trainer_of(block: Any) -> dict[str, Any]:
    """What waits for a trainer, and what may still be corrected."""
    waiting = oldest_first(block.waiting)
    unseen = [(key, one) for key, one in block.marks.items() if "work" in one]
    return {
        "count": len(waiting),
        "waiting": [_to_mark(block, key, one, None) for key, one in waiting[:MOST_WORKS_SHOWN]],
        "unseen": [
            _to_mark(block, key, one["work"], one["decision"])
            for key, one in list(reversed(unseen))[:MOST_WORKS_SHOWN]
        ],
        "model": block.safe(block.content.model) if block.content.model else "",
        "longest": LONGEST_COMMENT,
        "longest_line": LONGEST_LINE_COMMENT,
    }


def _to_mark(
    block: Any, key: str, work: Mapping[str, Any], decision: Mapping[str, Any] | None
) -> dict[str, Any]:
    kept = block.form_kept if block.form_kept.get("key") == key else {}
    before = typed_again(block.content.criteria, decision, block.language) if decision is not None else {}
    return {
        **work_shown(block, work),
        "key": key,
        "who": work["who"],
        "typed": kept.get("values") or before,
        "message": str(kept.get("message", "")),
        "place": str(kept.get("place", "")),
        "may_return": block.may_return(work),
        "decision": decision_shown(block, decision) if decision is not None else None,
    }
