"""Prices and indicators: the price that leaves a margin, break-even advertising, and the figures of a month."""

from luban_xblocks.kpi.block import KpiBlock

__all__ = ["KpiBlock"]
