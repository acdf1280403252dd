"""Payout: from a platform's statement to the dirhams at the bank, what is missing there, and by when it must come."""
