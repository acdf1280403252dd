"""What learners did: the state of blocks, and the journal of every answer."""

from luban_lms.learner_state.journal import (
    INLINE_BYTES,
    append,
    begin_epoch,
    checked_key,
    current_epoch,
    entries_of,
    epoch_here,
    replay,
)
from luban_lms.learner_state.states import MISSING, PageStates, learners_at

__all__ = [
    "INLINE_BYTES",
    "MISSING",
    "PageStates",
    "append",
    "begin_epoch",
    "checked_key",
    "current_epoch",
    "entries_of",
    "epoch_here",
    "learners_at",
    "replay",
]
