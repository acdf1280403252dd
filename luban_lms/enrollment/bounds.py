"""How much time and how many uses may be asked for. Pure."""

from __future__ import annotations

from datetime import timedelta

from luban_lms.enrollment.errors import AccommodationInvalid, InvitationInvalid

MOST_EXTRA_PERCENT = 300
MOST_EXTENSION = timedelta(days=366)
SHORTEST_INVITATION = timedelta(hours=1)
LONGEST_INVITATION = timedelta(days=366)
MOST_USES = 1000


def check_accommodation(extra_time_percent: int, due_extension: timedelta) -> None:
    """Raises AccommodationInvalid."""
    check_extra_time(extra_time_percent)
    check_extension(due_extension)


def check_extra_time(percent: int) -> None:
    """So much more time than others, in per cent. Raises AccommodationInvalid."""
    if not 0 <= percent <= MOST_EXTRA_PERCENT:
        raise AccommodationInvalid


def check_extension(period: timedelta) -> None:
    """So much later than for others. Raises AccommodationInvalid."""
    if not timedelta() <= period <= MOST_EXTENSION:
        raise AccommodationInvalid


def check_duration(lasts: timedelta) -> None:
    """How long an invitation works. Raises InvitationInvalid."""
    if not SHORTEST_INVITATION <= lasts <= LONGEST_INVITATION:
        raise InvitationInvalid


def check_uses(uses: int) -> None:
    """How often an invitation works. Raises InvitationInvalid."""
    if not 1 <= uses <= MOST_USES:
        raise InvitationInvalid
