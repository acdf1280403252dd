"""What the drill says. Marked text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luban_xblocks.hs_code.chapters import chapter_title
from luban_xblocks.hs_code.rules import agreement, card_points
from luban_xblocks.kit.catalogues import Catalogue
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.words import N_

TRAINING = N_("Training cards. Confirm every code in the national tariff before you declare.")
CHOOSE_CODE = N_("Choose one of the four codes first.")
CHOOSE_REASON = N_("Choose one of the four reasons first.")
CLOSED = N_("This card is closed. Go on with the next one.")
NO_ROUND = N_("No round is left. Your best one is kept.")
NO_CODE = N_("Card %(id)s: a code has six digits with a point after the fourth, as in 3926.90.")
NO_OTHERS = N_("Card %(id)s: write three other codes, all different and none of them the right one.")
NO_CARD = N_("Card %(id)s: there is no card %(name)s whose reason could stand beside it.")
TOO_FEW = N_("Card %(id)s: three other cards with other reasons are needed for the second question.")

SCRIPT_WORDS = {
    "half": N_("%(seconds)s seconds left"),
    "ended": N_("The time for this card is over."),
}

VERDICTS: Mapping[str, str] = {
    "right": N_("Right"),
    "wrong": N_("Not yet"),
    "skipped": N_("Skipped"),
    "late": N_("Out of time"),
}
REASON_RIGHT = N_("Right code and right reason.")
REASON_OTHER = N_("Right code. The reason that you chose decides another card: %(goods)s.")
REASON_NONE = N_("Right code. The reason was left open.")
REASON_ASKED = N_("Right code. Now say why.")
NEAR_HEADING = N_(
    "Chapter and heading are right, the subheading is not. Read the dashes below the heading once more."
)
NEAR_CHAPTER = N_("The chapter is right, the heading is not. Compare the headings of this chapter.")
FAR = N_("Your code stands in chapter %(chapter)s, %(title)s. These goods stand in another chapter.")
FAR_UNNAMED = N_("Your code stands in chapter %(chapter)s. These goods stand in another chapter.")
LATE = N_("The answer came after the time of the card. It counts nothing and takes nothing.")
SKIPPED = N_("It counts nothing and takes nothing.")


def points_words(words: Catalogue, record: Mapping[str, Any]) -> str:
    """Points of one card, in words."""
    points = card_points(record)
    if points < 0:
        return words.gettext(N_("One point less"))
    return str(words.ngettext("%(num)s point", "%(num)s points", points) % {"num": points})


def card_words(words: Catalogue, card: Case, record: Mapping[str, Any], chosen: Case | None) -> str:
    """What is said of a card that has an outcome. The right code is not in it unless it was the answer.

    `chosen` is the card whose reason the learner took.
    """
    outcome = record.get("outcome")
    if outcome == "right":
        if not record.get("reason"):
            return words.gettext(REASON_ASKED)
        if record.get("reason_right"):
            return words.gettext(REASON_RIGHT)
        if chosen is None:
            return words.gettext(REASON_NONE)
        return words.fill(REASON_OTHER, goods=chosen.values["title"])
    if outcome == "wrong":
        return near_words(words, str(record["code"]), str(card.values["code"]))
    sentence = LATE if outcome == "late" else SKIPPED
    return words.gettext(sentence)


def near_words(words: Catalogue, answer: str, key: str) -> str:
    """How deep a wrong code agrees with the right one."""
    depth = agreement(answer, key)
    if depth == "heading":
        return words.gettext(NEAR_HEADING)
    if depth == "chapter":
        return words.gettext(NEAR_CHAPTER)
    title = words.gettext(chapter_title(answer))
    return words.fill(
        FAR if title else FAR_UNNAMED, chapter=answer[:2], **({"title": title} if title else {})
    )
