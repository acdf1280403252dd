"""The standard OLX vocabulary, spoken natively: XBlocks without a framework below them."""
