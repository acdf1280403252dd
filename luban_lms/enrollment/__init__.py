"""Who may learn what, and when."""
