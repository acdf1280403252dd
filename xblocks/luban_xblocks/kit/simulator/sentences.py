"""The sentences that every exercise says."""

from __future__ import annotations

from typing import Any

from luban_xblocks.kit.words import N_

TRAINING = N_("Training figures. Do not use them in real trade.")
OVER = N_("The time for this exercise is over. Nothing was marked.")
NO_ATTEMPT = N_("No attempt is left for this case. Nothing was marked.")
NO_CASE = N_("This case is not there any more. Reload the page and try again.")

SCRIPT_WORDS = {
    "sending": N_("Checking…"),
    "saving": N_("Saving…"),
    "saved": N_("Saved at %(time)s"),
    "unsaved": N_("Not saved yet. Your answer is still here."),
    "unsent": N_("Not sent yet: there is no connection. Your answer is still here. Try again."),
    "failed": N_(
        "Not sent yet: the service did not answer as expected. Your answer is still here. Try again."
    ),
}
"""What the script says when the server cannot."""


def standing_words(block: Any, case: Any) -> str:
    """Where the learner stands with a case, in words."""
    left = block.attempts_left(case)
    if block.is_past_due:
        return str(block.gettext(N_("The time for this exercise is over.")))
    if left is None:
        return ""
    if left == 0:
        return str(block.gettext(N_("No attempt is left for this case.")))
    sentence = block.words.ngettext(
        "%(num)s attempt left for this case", "%(num)s attempts left for this case", left
    )
    return str(sentence % {"num": left})
