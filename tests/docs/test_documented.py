"""What a reader of the documentation looks up is there, and is true."""

from __future__ import annotations

import re
from configparser import ConfigParser
from dataclasses import fields
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest

from luban_lms.app import create_app
from luban_lms.blocks.api import NATIVE
from luban_lms.cli.main import luban
from luban_lms.config import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_setting_is_a_row_and_every_row_a_setting():
    rows = set(re.findall(r"^\| `LUBAN_([A-Z_]+)`", page("settings.md"), re.MULTILINE))
    assert rows == {field.name.upper() for field in fields(Settings)}


def test_every_address_is_documented(tmp_path):
    app = create_app(Settings.from_env({}, home=tmp_path))
    known = {re.sub(r"[A-Z]+", "*", a) for a in re.findall(r"`(/[^`\s]*)`", page("addresses.md"))}
    known = {re.sub(r"\?.*|\[.*", "", address) for address in known}
    missing = []
    for rule in app.url_map.iter_rules():
        plain = re.sub(r"<[^>]+>", "*", rule.rule)
        if rule.endpoint == "assets.static" or plain.endswith("/handler/*/*"):
            continue
        if plain not in known:
            missing.append(rule.rule)
    assert missing == []


def commands(group: click.Group, path: str = "luban") -> list[tuple[str, click.Command]]:
    found = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, f"{path} {name}")
        else:
            found.append((f"{path} {name}", command))
    return found


@pytest.mark.parametrize(("path", "command"), commands(luban), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_and_option_is_documented(path, command):
    text = page("commands.md")
    assert f"`{path}" in text
    section = text[text.index(f"`{path}") :].split("\n## ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in section, f"{path} {parameter.opts[-1]}"


def test_every_event_that_the_host_acts_on_is_documented():
    files = sorted((ROOT / "luban_lms" / "runtime").rglob("*.py"))
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    acted_on = set(re.findall(r'event\.type == "(\w+)"', source))
    assert acted_on
    assert acted_on <= set(re.findall(r"^\| `(\w+)`", page("events.md"), re.MULTILINE))


def test_every_native_block_type_is_documented():
    assert set(NATIVE) <= set(re.findall(r"^## `(\w+)`", page("blocks.md"), re.MULTILINE))


def test_every_block_of_ours_has_a_page_with_a_picture():
    names = [p.name for p in entry_points(group="xblock.v1") if p.name.startswith("luban_")]
    assert names
    for name in names:
        text = page(f"blocks/{name}.md")
        assert text.startswith(f"# `{name}`"), name
        assert re.search(rf"!\[[^]]+\]\(\.\./images/{name}[^)]*\.png\)", text), f"{name} has no picture"
        assert f"[`{name}`]" in page("blocks.md"), name


def test_every_dependency_has_a_reason():
    text = page("dependencies.md").lower()
    missing = []
    for file in (ROOT / "setup.cfg", ROOT / "xblocks" / "setup.cfg"):
        config = ConfigParser()
        config.read(file, encoding="utf-8")
        wanted = config["options"]["install_requires"].splitlines()
        for extra in config["options.extras_require"].values() if "options.extras_require" in config else ():
            wanted += extra.splitlines()
        names = {re.split(r"[\s\[<>=]", line.strip())[0].lower() for line in wanted if line.strip()}
        missing += [name for name in names if name != "luban-xblocks" and name not in text]
    assert missing == []


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("0*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("file", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda p: p.name)
def test_links_lead_somewhere(file):
    text = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (file.parent / target).exists(), f"{file.name} links to {target}"
