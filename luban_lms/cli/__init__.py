"""The command luban."""
