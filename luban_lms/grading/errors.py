"""What can go wrong in grading."""

from __future__ import annotations

from luban_lms.lib.errors import Invalid, Unavailable
from luban_lms.lib.i18n import N_


class ScoreMalformed(Invalid):
    """A block published points that are not points."""

    message = N_("The points of “%(key)s” are not valid.")
    code = "score-malformed"


class CompletionMalformed(Invalid):
    """A block published a completion that is not between 0 and 1."""

    message = N_("The completion of “%(key)s” is not valid.")
    code = "completion-malformed"


class PlanMalformed(Invalid):
    """A plan has a date or an expectation that cannot be read."""

    message = N_("The plan has an entry that cannot be read: %(entry)s.")
    code = "plan-malformed"


class ProgressRaced(Unavailable):
    """Several first answers of one learner kept meeting. Sending again is safe."""

    message = N_("Several answers arrived at once. Please send this one again.")
    code = "progress-raced"
