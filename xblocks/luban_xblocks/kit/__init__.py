"""What blocks share, and what both distributions need: the sanitiser and the rules of text comparison."""
