"""Scores, grades, progress, and why an item is not done."""
