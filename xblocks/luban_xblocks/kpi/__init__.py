"""Prices and indicators: the price that leaves a margin, break-even advertising, and the figures of a month."""
