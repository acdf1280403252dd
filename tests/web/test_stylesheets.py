"""Style sheets, fonts, icons and scripts: current, small, free of left and right, and all there."""

from __future__ import annotations

import gzip
import re
import runpy
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "luban_lms"
STATIC = PACKAGE / "web" / "static"
SHEETS = sorted(sheet for sheet in PACKAGE.glob("**/*.css") if "vendor" not in sheet.parts)
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))

PHYSICAL = re.compile(
    r"(?<![\w-])(?:left|right|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|(?:border-)(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
ALLOWED: set[str] = set()
"""Declarations that may name a side, as "file: declaration". There is none so far."""

KIB = 1000


def without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def tool(name: str, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "tools" / name), run_name="__main__")
    return int(ended.value.code or 0)


def test_the_built_style_sheet_is_current(monkeypatch: pytest.MonkeyPatch):
    assert tool("build_css.py", "--check", monkeypatch=monkeypatch) == 0


def test_the_style_sheet_is_small():
    assert len(gzip.compress((STATIC / "luban.css").read_bytes(), 9)) <= 12 * KIB


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_names_left_or_right(sheet: Path):
    found = {f"{sheet.name}: {match[0]}" for match in PHYSICAL.finditer(without_comments(sheet))}
    assert found <= ALLOWED


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_asks_for_slanted_or_spaced_letters(sheet: Path):
    text = without_comments(sheet)
    assert "italic" not in text
    assert "text-transform" not in text
    assert "justify;" not in text
    spaced = re.findall(r"letter-spacing:\s*([^;}]+)", text)
    assert set(spaced) <= {"0", "inherit", "var(--tight)"}


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_arabic_and_chinese_are_never_spaced(language: str):
    body = re.search(
        rf'\[lang\|="{language}"\] \{{([^}}]*--tight[^}}]*)\}}', without_comments(STATIC / "css/tokens.css")
    )
    assert body is not None
    assert re.search(r"--tight:\s*0;", body[1])


def test_the_focus_ring_is_drawn_and_only_the_main_region_goes_without():
    text = without_comments(STATIC / "luban.css")
    assert ":focus-visible{outline:3px solid var(--saffron);outline-offset:2px}" in text
    removed = re.findall(r"([^{}]*)\{[^{}]*outline:\s*(?:0|none)[^{}]*\}", text)
    assert removed == [".main:focus"]


def test_every_brace_and_address_of_the_built_sheet_is_right():
    text = (STATIC / "luban.css").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    for address in re.findall(r"url\(([^)?]+)", text):
        assert (STATIC / address).is_file(), address


def test_every_token_that_is_used_exists():
    used: set[str] = set()
    given: set[str] = set()
    for sheet in SHEETS:
        text = without_comments(sheet)
        used |= set(re.findall(r"var\((--[\w-]+)", text))
        given |= set(re.findall(r"(--[\w-]+)\s*:", text))
    assert used <= given


def size(*names: str) -> int:
    return sum((STATIC / "fonts" / name).stat().st_size for name in names)


def test_the_fonts_of_a_first_view_are_within_their_budget():
    assert size("arabic-400.woff2", "arabic-600.woff2", "latin-400.woff2") <= 50 * KIB
    assert size("latin-400.woff2", "latin-600.woff2") <= 40 * KIB
    assert size("kufi-600.woff2") <= 10 * KIB


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("latin-400.woff2", "aàâäæçéèêëïîôœùûüÿÀÉŒ0123456789«»’“”…–−×÷€ǎěǐ\u00a0\u202f"),
        ("latin-600.woff2", "aàâäæçéèêëïîôœùûüÿÀÉŒ0123456789«»’“”…–−×÷€\u00a0\u202f"),
        ("arabic-400.woff2", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيڤڭپ،؛؟ًٌٍَُِّْ0123456789«»٫٬"),
        ("arabic-600.woff2", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيڤڭپ،؛؟ًٌٍَُِّْ0123456789«»٫٬"),
        ("kufi-600.woff2", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"),
    ],
)
def test_a_face_holds_the_letters_of_its_languages(name: str, letters: str):
    with TTFont(STATIC / "fonts" / name) as font:
        held = font.getBestCmap()
    assert [letter for letter in letters if ord(letter) not in held] == []


def test_changed_faces_do_not_carry_the_reserved_name():
    for path in (STATIC / "fonts").glob("*.woff2"):
        with TTFont(path) as font:
            names = [str(record) for record in font["name"].names if record.nameID in {1, 3, 4, 6, 16}]
        assert not [name for name in names if "plex" in name.lower()], path.name
    assert (STATIC / "fonts" / "OFL-IBM-Plex.txt").is_file()
    assert (STATIC / "fonts" / "OFL-Reem-Kufi.txt").is_file()


def test_every_icon_that_a_template_uses_exists():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        used = set(re.findall(r"""(?:\bicon|icon_button)\(\s*["']([\w-]+)["']""", text))
        used |= set(re.findall(r"""\b(?:before|after|icon_name)=["']([\w-]+)["']""", text))
        assert used <= drawn, template.name


def test_no_template_holds_an_inline_script_or_style():
    for template in TEMPLATES:
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), template.name
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, template.name


def test_every_script_that_a_template_asks_for_exists_and_can_start():
    asked = set()
    for template in TEMPLATES:
        asked |= set(re.findall(r"asset\(['\"](js/[\w/-]+\.js)['\"]\)", template.read_text(encoding="utf-8")))
    for address in asked:
        text = (STATIC / address).read_text(encoding="utf-8")
        assert address == "js/app.js" or re.search(r"export (async )?function start\(", text), address


def test_the_macro_draws_the_mark_of_the_tool():
    drawing = runpy.run_path(str(ROOT / "tools" / "draw_mark.py"))
    macros = (PACKAGE / "web" / "templates" / "web" / "macros.html").read_text(encoding="utf-8")
    for side in (-1, 1):
        assert drawing["path"](drawing["piece"](5.0, side)) in macros
    assert (STATIC / "mark.svg").read_text(encoding="utf-8") == drawing["drawing"](5.0)
    assert (STATIC / "favicon.svg").read_text(encoding="utf-8") == drawing["drawing"](7.0)
