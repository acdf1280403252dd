"""Landed cost: what goods cost when they stand at the door, in Morocco and in the European Union."""
