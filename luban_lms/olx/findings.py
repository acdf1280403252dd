"""Findings, made in one line."""

from __future__ import annotations

from typing import Any

from luban_lms.olx.data import Finding, Place


def error(place: Place, code: str, message: str, /, **values: Any) -> Finding:
    """A reason to refuse the course. `message` is marked with N_ where it stands."""
    return Finding("error", place, code, message, values)


def warning(place: Place, code: str, message: str, /, **values: Any) -> Finding:
    """Something that an author should look at; the course is accepted."""
    return Finding("warning", place, code, message, values)


def info(place: Place, code: str, message: str, /, **values: Any) -> Finding:
    """Something worth knowing."""
    return Finding("info", place, code, message, values)


def where(place: Place) -> str:
    """A place in words: `vertical/a.xml:3`, or the file alone."""
    return f"{place.file}:{place.line}" if place.line else place.file
