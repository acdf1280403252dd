"""Activities of types that are not installed here."""
