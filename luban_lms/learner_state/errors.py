"""What can go wrong with what learners did."""

from __future__ import annotations

from luban_lms.lib.errors import Conflict, Invalid
from luban_lms.lib.i18n import N_


class KeyReused(Conflict):
    """The same idempotency key came with another body."""

    message = N_("This answer was already sent with other content. Reload the page and answer again.")
    code = "key-reused"


class KeyMalformed(Invalid):
    message = N_("The key of this answer is not valid: 8 to 64 letters, digits, dots, dashes or underscores.")
    code = "key-malformed"


class KeyRaced(Conflict):
    """Another request with this key was being written at the same moment; asking again replays it."""

    message = N_("This answer is being saved right now. Please wait a moment.")
    code = "key-raced"
