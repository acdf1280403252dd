"""What can go wrong while blocks are hosted."""

from __future__ import annotations

from luban_lms.lib.errors import Denied, LubanError, NotFound
from luban_lms.lib.i18n import N_


class NoSuchBlock(NotFound):
    message = N_("This part of the course does not exist.")
    code = "no-such-block"


class NoSuchHandler(NotFound):
    message = N_("This activity does not know what to do with that.")
    code = "no-such-handler"


class NoSuchResource(NotFound):
    message = N_("This file of an activity does not exist.")
    code = "no-such-resource"


class BlockFailed(LubanError):
    """A block raised. Nothing of the call was kept."""

    message = N_("This activity had a fault and nothing was changed. Your earlier answers are safe.")
    code = "block-failed"


class RebindRefused(Denied):
    """A call from outside named a learner whom it may not speak for."""

    message = N_("This activity does not know the learner who was named.")
    code = "rebind-refused"


class BlockNotWritable(LubanError):
    """A block could not say what it is in OLX."""

    message = N_("This activity cannot be saved here. Nothing was changed.")
    code = "block-not-writable"
