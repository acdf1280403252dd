"""Sign-in, languages, profile, help: what anyone sees."""
