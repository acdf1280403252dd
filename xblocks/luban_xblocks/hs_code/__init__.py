"""HS classification: thirty goods, four codes each, sixty seconds a card, and the rule that decides."""
