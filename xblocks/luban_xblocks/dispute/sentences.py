"""What the dialogue says by itself. Marked text."""

from __future__ import annotations

from luban_xblocks.kit.words import N_

NOT_OPEN = N_("This message was answered already. There is no way back.")
NOT_ENDED = N_("Bring this conversation to its end first. There is no way back.")
NO_CHOICE = N_("Choose one of the answers.")
PASSED = N_("%(points)s of 100 points. Passed.")
FAILED = N_("%(points)s of 100 points; 70 are needed. Read the path again, and see where it turned.")
SPEAKERS = {
    "buyer": N_("The buyer"),
    "platform": N_("The marketplace"),
    "note": N_("What happens"),
}
CASE_FAULT = N_("Case %(id)s: %(why)s")
