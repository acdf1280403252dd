"""The trainer: a cohort and how far each of its trainees is."""
