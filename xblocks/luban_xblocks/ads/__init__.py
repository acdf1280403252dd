"""Search advertising: a day's budget on keywords, and what it brings."""
