"""Storage: the base of every table, the engine, and the one place that commits.

`unit_of_work` opens the session that every feature uses; features flush and never commit.
"""
