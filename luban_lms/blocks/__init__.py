"""The standard OLX vocabulary that every host must speak."""
