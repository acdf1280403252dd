"""A problem bank: a draw among the problems that stand in it."""

from __future__ import annotations

from luban_lms.blocks.drawing import DrawBlock


class ItemBankBlock(DrawBlock):
    """A draw among the children, which know where they were copied from."""
