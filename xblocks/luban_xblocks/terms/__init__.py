"""The term bank in four languages, as a page of terms, and behind every marked word of a lesson."""
