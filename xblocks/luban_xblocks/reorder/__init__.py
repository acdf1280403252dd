"""Reorder: safety stock, reorder point, economic quantity, and whether to order today."""

from luban_xblocks.reorder.block import ReorderBlock

__all__ = ["ReorderBlock"]
