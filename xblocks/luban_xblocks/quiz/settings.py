"""The attributes of a quiz in OLX, looked at before the block takes them."""

from __future__ import annotations

from lxml import etree

from luban_xblocks.quiz.standing import KEEPS, MODES, is_show

COUNTS = {"draw": 200, "attempts": 1000, "cooldown": 366 * 24 * 3600, "minutes": 24 * 60, "pass": 100}
"""Attributes that are whole numbers, with the largest that makes sense."""


def checked_attributes(node: etree._Element) -> None:
    """Refuse what no quiz can be, with the line; `pass` becomes the name that the block's field has.

    Raises ValueError.
    """
    line = node.sourceline
    for name, most in COUNTS.items():
        text = node.get(name, "0").strip()
        if not (text.isascii() and text.isdigit() and int(text[:12]) <= most):
            raise ValueError(f"line {line}: {name} must be a whole number from 0 to {most}, not {text!r}")
    for name, values in (("mode", MODES), ("keep", KEEPS), ("shuffle", ("true", "false"))):
        if node.get(name, values[0]) not in values:
            raise ValueError(
                f"line {line}: {name} must be one of {', '.join(values)}, not {node.get(name)!r}"
            )
    if not is_show(node.get("show", "never")):
        raise ValueError(
            f"line {line}: show must be after_submit, after_last, never or after:2026-12-01T00:00Z"
        )
    if "pass" in node.attrib:
        node.set("pass_mark", node.attrib.pop("pass"))
