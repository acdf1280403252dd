"""The demonstration centre: invented people with a plausible history, marked as such wherever they appear."""
