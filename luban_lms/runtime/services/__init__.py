"""Services that blocks ask for by name, each with real backing."""
