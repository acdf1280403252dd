"""Courses: drafts change, published versions never do."""
