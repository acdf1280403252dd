"""Landed cost: what goods cost when they stand at the door, in Morocco and in the European Union."""

from luban_xblocks.landed_cost.block import LandedCostBlock

__all__ = ["LandedCostBlock"]
