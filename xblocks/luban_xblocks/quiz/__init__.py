"""A quiz: many questions in one block, drawn from its bank, practised, assessed or examined."""
