"""Coordinators and administrators: the centre and its courses."""
