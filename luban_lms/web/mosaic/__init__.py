"""The one picture that the product draws: a course as octagons and tiles, made from its structure alone."""
