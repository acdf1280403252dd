"""The sentences that a quiz says."""

from __future__ import annotations

from luban_xblocks.kit.words import N_

CLOSED = N_("The time for this quiz is over. Nothing was changed.")
NO_ATTEMPT = N_("No attempt is left.")
NOT_YET = N_("The next attempt may begin a little later.")
NO_QUESTIONS = N_("This quiz has no questions yet.")
NOT_OPEN = N_("This attempt is not open any more. This is how it stands now.")
NO_QUESTION = N_("This question is not in your attempt. Reload the page and try again.")
TIME_OVER = N_("The time is over. What was saved before is handed in; this answer came too late.")
TIME_IS_OVER = N_("The time is over. What was saved is handed in.")
ANSWER_FIRST = N_("Answer first, then check.")
STAFF_ONLY = N_("Only a trainer can do this.")
NO_ESSAY = N_("This text does not wait any more. Reload the page.")
NO_POINTS = N_("Write the points of each line of the rubric as a number.")

VERDICTS = {
    "right": N_("Right"),
    "part": N_("Partly right"),
    "again": N_("Not yet"),
    "empty": N_("Not answered"),
    "waiting": N_("Waiting for a trainer"),
}
STATES = {
    "answered": N_("answered"),
    "flagged": N_("to review"),
    "empty": N_("empty"),
    "unsent": N_("not sent"),
}

SCRIPT_WORDS = {
    "saving": N_("Saving…"),
    "saved": N_("Saved at %(time)s"),
    "unsaved": N_("Not saved yet. Your answer is still here."),
    "unsent": N_("Not sent yet: there is no connection. Your answer is still here. Try again."),
    "failed": N_(
        "Not sent yet: the service did not answer as expected. Your answer is still here. Try again."
    ),
    "answered": STATES["answered"],
    "flagged": STATES["flagged"],
    "empty": STATES["empty"],
    "unsentState": STATES["unsent"],
    "left": N_("%(time)s left"),
    "half": N_("Half of the time is left."),
    "ten": N_("Ten minutes are left."),
    "one": N_("One minute is left."),
    "over": TIME_IS_OVER,
    "moved": N_("Now in place %(place)s of %(total)s."),
}
"""What the script says when the server cannot."""

LETTERS = {"ar": "أبجدهوزحطيكلمنسعفصقرشت", "": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def letter(number: int, language: str) -> str:
    """The letter of an option; its number when there are no more letters."""
    letters = LETTERS.get(language, LETTERS[""])
    return letters[number] if number < len(letters) else str(number + 1)
