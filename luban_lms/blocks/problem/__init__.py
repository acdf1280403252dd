"""Problems: questions that are graded here, in the standard OLX vocabulary."""
