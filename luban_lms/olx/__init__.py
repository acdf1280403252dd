"""The OLX format: in, out and checked. No database."""
