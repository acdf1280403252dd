"""Organisations (a training centre is one) and cohorts, roles and what a role may do."""
