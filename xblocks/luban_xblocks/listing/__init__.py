"""Product listings: graded by twenty-two tests, predicted or repaired."""
