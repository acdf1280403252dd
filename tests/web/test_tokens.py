"""The colours of the style sheet keep the contrast that docs/design.md promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "luban_lms" / "web" / "static" / "css" / "tokens.css"

LIGHT = {
    "paper": "#ffffff",
    "plaster": "#f3f5f3",
    "line": "#d3dad6",
    "frame": "#b9c4bf",
    "edge": "#7a8c85",
    "ink-2": "#4a5a55",
    "ink": "#16211f",
    "glaze": "#0b5d51",
    "glaze-tint": "#e3f0ec",
    "joint": "#8cbdb0",
    "saffron": "#c97416",
    "saffron-text": "#9a4a08",
    "saffron-tint": "#fcf1e3",
    "hatch": "#b4540f",
    "madder": "#a3282b",
    "madder-tint": "#faebea",
    "on-ink": "#ffffff",
}
DARK = {
    "paper": "#111715",
    "plaster": "#19211e",
    "line": "#2c3834",
    "frame": "#3b4a45",
    "edge": "#71867e",
    "ink-2": "#a9b8b2",
    "ink": "#e9efec",
    "glaze": "#4db39e",
    "glaze-tint": "#12302a",
    "joint": "#1f5f55",
    "saffron": "#f2a65a",
    "saffron-text": "#f2a65a",
    "saffron-tint": "#33240f",
    "hatch": "#f2a65a",
    "madder": "#f19a92",
    "madder-tint": "#3a1a18",
    "on-ink": "#111715",
}
# Foreground, ground, contrast as stated for light and for dark.
STATED = [
    ("plaster", "paper", 1.10, 1.10),
    ("line", "paper", 1.42, 1.49),
    ("line", "plaster", 1.30, 1.35),
    ("frame", "paper", 1.79, 1.95),
    ("frame", "plaster", 1.64, 1.76),
    ("edge", "paper", 3.55, 4.68),
    ("edge", "plaster", 3.24, 4.24),
    ("ink-2", "paper", 7.28, 8.80),
    ("ink-2", "plaster", 6.64, 7.97),
    ("ink", "paper", 16.52, 15.57),
    ("ink", "plaster", 15.07, 14.11),
    ("glaze", "paper", 7.78, 7.14),
    ("glaze", "plaster", 7.10, 6.46),
    ("glaze", "glaze-tint", 6.65, 5.57),
    ("ink", "glaze-tint", 14.11, 12.16),
    ("joint", "paper", 2.10, 2.44),
    ("joint", "plaster", 1.91, 2.21),
    ("saffron", "paper", 3.50, 8.97),
    ("saffron", "plaster", 3.20, 8.12),
    ("saffron-text", "paper", 6.26, 8.97),
    ("saffron-text", "plaster", 5.71, 8.12),
    ("saffron-text", "saffron-tint", 5.61, 7.41),
    ("ink", "saffron-tint", 14.81, 12.87),
    ("hatch", "paper", 4.98, 8.97),
    ("hatch", "plaster", 4.55, 8.12),
    ("madder", "paper", 7.25, 8.45),
    ("madder", "plaster", 6.62, 7.65),
    ("madder", "madder-tint", 6.26, 7.29),
    ("on-ink", "ink", 16.52, 15.57),
]
TEXT = [("ink", ground) for ground in ("paper", "plaster", "glaze-tint", "saffron-tint", "madder-tint")] + [
    ("ink-2", "paper"),
    ("ink-2", "plaster"),
    ("ink-2", "saffron-tint"),
    ("glaze", "paper"),
    ("glaze", "plaster"),
    ("glaze", "glaze-tint"),
    ("saffron-text", "paper"),
    ("saffron-text", "plaster"),
    ("saffron-text", "saffron-tint"),
    ("madder", "paper"),
    ("madder", "plaster"),
    ("madder", "madder-tint"),
    ("on-ink", "ink"),
    ("on-ink", "ink-hover"),
    ("on-madder", "madder"),
    ("paper", "glaze"),
]
CONTROLS = [
    (token, ground)
    for token in ("edge", "saffron", "hatch", "ink", "glaze")
    for ground in ("paper", "plaster")
]


def blocks() -> dict[str, dict[str, str]]:
    """The colour tokens of each theme block, by the selector that opens the block."""
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for selector, body in re.findall(r"(:root[^{},]*)\{([^{}]*)\}", text):
        colours = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", body))
        if "paper" in colours:
            found[selector.strip()] = colours
    return found


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio by WCAG 2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes() -> list[tuple[str, dict[str, str]]]:
    found = blocks()
    return [("light", found[":root"]), ("dark", found[':root[data-theme="dark"]'])]


def test_the_colours_are_those_of_the_two_tables():
    found = blocks()
    assert LIGHT.items() <= found[":root"].items()
    assert DARK.items() <= found[':root[data-theme="dark"]'].items()


def test_dark_by_choice_equals_dark_by_system():
    found = blocks()
    assert found[':root[data-theme="dark"]'] == found[':root:not([data-theme="light"])']


def test_dark_answers_every_light_colour():
    (_, light), (_, dark) = themes()
    assert light.keys() == dark.keys()


@pytest.mark.parametrize(("front", "ground", "light", "dark"), STATED)
def test_contrast_is_what_the_tables_state(front: str, ground: str, light: float, dark: float):
    for (_, colours), stated in zip(themes(), (light, dark), strict=True):
        assert contrast(colours[front], colours[ground]) == pytest.approx(stated, abs=0.011)


@pytest.mark.parametrize(("front", "ground"), TEXT)
def test_text_can_be_read(front: str, ground: str):
    for name, colours in themes():
        assert contrast(colours[front], colours[ground]) >= 4.5, name


@pytest.mark.parametrize(("front", "ground"), CONTROLS)
def test_controls_can_be_seen(front: str, ground: str):
    for name, colours in themes():
        assert contrast(colours[front], colours[ground]) >= 3, name
