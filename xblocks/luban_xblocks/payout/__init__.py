"""Payout: from a platform's statement to the dirhams at the bank, what is missing there, and by when it must come."""

from luban_xblocks.payout.block import PayoutBlock

__all__ = ["PayoutBlock"]
