"""The sentences of a problem. Each takes the block's own translations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Translate = Callable[[str], str]


def notice(code: str, i18n: Any, seconds: int = 0) -> str:
    """Why nothing was graded. `seconds` are left to wait; when there are none, a notice to wait is over."""
    if code == "wait":
        return _wait(i18n, seconds) if seconds else ""
    _ = i18n.gettext
    return str(
        {
            "closed": _("The time for this question is over. This answer was not graded."),
            "no-attempts": _("No attempt is left. This answer was not graded."),
            "done": _("Your answer was already right. Nothing was changed."),
            "incomplete": _("Answer every part first. No attempt was used."),
            "unreadable": _("Write the answer as a number, such as 12.5 or 1 250. No attempt was used."),
            "unreadable-formula": _(
                "Write the answer as a formula, such as 3*x^2 + 1, with * for every multiplication "
                "and only the letters of the question. No attempt was used."
            ),
            "reset-first": _("Begin anew to answer again. This answer was not graded."),
            "survey": _("Answers to this question are saved and not graded."),
        }.get(code, "")
    )


_MINUTE = 60


def _wait(i18n: Any, seconds: int) -> str:
    ngettext = i18n.ngettext
    if seconds <= 2 * _MINUTE:
        text = ngettext(
            "Please wait %(num)s second before the next attempt. No attempt was used.",
            "Please wait %(num)s seconds before the next attempt. No attempt was used.",
            seconds,
        )
        return str(text % {"num": seconds})
    minutes = -(-seconds // _MINUTE)
    text = ngettext(
        "Please wait %(num)s minute before the next attempt. No attempt was used.",
        "Please wait %(num)s minutes before the next attempt. No attempt was used.",
        minutes,
    )
    return str(text % {"num": minutes})


def counting(method: str | None, _: Translate) -> str:
    """Which of several attempts counts, when it is not the last."""
    return {
        "first_score": _("The first attempt counts."),
        "highest_score": _("The best attempt counts."),
        "average_score": _("The average of all attempts counts."),
    }.get(method or "", "")


def obstacle(name: str, _: Translate) -> str:
    """What keeps a problem from running here; `name` is one of `Problem.unsupported`."""
    if name == "script":
        return _("It is worked out by a program of its author's, and such programs are not run here.")
    if name == "malformed":
        return _("Its text is damaged.")
    if name == "response":
        return _("One of its answers is described in a way that cannot be graded here.")
    return _("It asks for a kind of answer that is not offered here: %(kind)s.") % {"kind": name}


def refusal(reason: str, _: Translate) -> str:
    """Why what was sent is no answer."""
    return {
        "json": _("This could not be read. Reload the page and try again."),
        "unknown-field": _("This question has changed. Reload the page and try again."),
        "no-such-choice": _("This choice is not one of those offered. Reload the page and try again."),
        "too-long": _("This answer is too long. Shorten it and try again."),
        "kind": _("This answer has a form that the question does not take."),
    }[reason]


def verdict(code: str, _: Translate) -> str:
    """The word above the feedback."""
    return {"right": _("Right"), "partly": _("Partly right"), "wrong": _("Not yet")}[code]


def button(again: bool, left: int | None, i18n: Any) -> str:  # noqa: FBT001
    """The text of the one button. `left` None: as often as one likes."""
    _, ngettext = i18n.gettext, i18n.ngettext
    if not again:
        return str(_("Check"))
    if left is None:
        return str(_("Try again"))
    return str(
        ngettext("Try again · %(num)s attempt left", "Try again · %(num)s attempts left", left)
        % {"num": left}
    )


def for_script(_: Translate) -> dict[str, str]:
    """What the script says when the server cannot."""
    return {
        "check": _("Check"),
        "sending": _("Sending…"),
        "unsent": _("Not sent yet: there is no connection. Your answer is still here. Try again."),
        "failed": _(
            "Not sent yet: the service did not answer as expected. Your answer is still here. Try again."
        ),
        "unsaved": _("Not saved yet. Your answer is still here."),
        "saving": _("Saving…"),
        "saved": _("Saved at %(time)s"),
        "unchanged": _("Change your answer first. No attempt was used."),
    }
