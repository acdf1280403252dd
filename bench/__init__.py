"""Measured against its own limits, in one run: `python -m bench`."""
