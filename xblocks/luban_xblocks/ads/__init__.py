"""Search advertising: a day's budget on keywords, and what it brings."""

from luban_xblocks.ads.block import AdsBlock

__all__ = ["AdsBlock"]
