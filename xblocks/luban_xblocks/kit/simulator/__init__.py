"""What the trade exercises have in common: cases, attempts, the page, and the worksheet."""
