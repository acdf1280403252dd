"""What the page of terms says, to readers and to authors."""

from __future__ import annotations

from luban_xblocks.kit.words import N_

NOT_IN_BANK = N_(
    "Not in the term bank: %(name)s. Write the English form as the bank has it, or add it as a term of your own."
)
NO_ENGLISH = N_("Each term of your own needs its English form.")
TWICE = N_("This English form is there twice: %(name)s.")
NOT_FETCHED = N_(
    "The term could not be fetched: there is no connection. The lesson's list of terms has it too."
)

SCRIPT_WORDS = {
    "nothing": N_("No term here has these words."),
    "bank": N_("In the whole term bank"),
    "no_answer": N_("The term bank could not be asked: there is no connection."),
    "all": N_("Show all terms"),
    "failed": NOT_FETCHED,
}
