"""Habits of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.orgs.api import Action

ROOT = Path(__file__).parents[2]
PRODUCT = ("luban_lms", "xblocks")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}
MOST_LINES = 400
MOST_LINES_OF_A_TEST = 500
MOST_LINES_OF_A_FUNCTION = 60


@cache
def tracked() -> tuple[str, ...]:
    """Every file that belongs to the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a clone: git does not know these files")
    return tuple(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def sources(*folders: str) -> list[Path]:
    """Python files below these folders."""
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py") if "build" not in p.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def where(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def called(path: Path, name: str) -> list[int]:
    """Lines on which a function or a method of this name is called."""
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
    ]


def test_there_is_one_commit_in_the_product():
    found = [where(path) for path in sources("luban_lms") for _line in called(path, "commit")]
    assert found == ["luban_lms/db/unit_of_work.py"]


def test_nobody_aborts_below_the_surfaces():
    outside = ("web", "portal", "learn", "studio", "teach", "admin", "lti", "api")
    found = [
        where(path, line)
        for path in sources("luban_lms")
        if path.relative_to(ROOT / "luban_lms").parts[0] not in outside
        for line in called(path, "abort")
    ]
    assert found == []


def test_every_route_says_who_may_use_it(tmp_path):
    app = create_app(Settings.from_env({}, home=tmp_path))
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "luban_permission", "nothing")
        assert permission is None or isinstance(permission, Action), rule.endpoint


def test_no_import_of_our_own_hides_in_a_function():
    found = []
    for path in sources(*PRODUCT):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for inner in ast.walk(node):
                    names = [inner.module or ""] if isinstance(inner, ast.ImportFrom) else []
                    names += [a.name for a in inner.names] if isinstance(inner, ast.Import) else []
                    if any(name.split(".")[0] in ("luban_lms", "luban_xblocks") for name in names):
                        found.append(where(path, inner.lineno))
    assert found == []


def test_no_module_is_a_drawer():
    found = [
        where(path) for path in sources(*PRODUCT) if DRAWERS & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]
    assert found == []


def test_no_file_is_too_long():
    found = {
        where(path): lines
        for path in [*sources(*PRODUCT, "tools"), *sources("tests")]
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > (MOST_LINES_OF_A_TEST if "tests" in path.parts else MOST_LINES)
    }
    assert found == {}


def test_no_function_is_too_long():
    found = {
        where(path, node.lineno): node.end_lineno - node.lineno + 1
        for path in sources(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    }
    assert found == {}


def test_a_package_says_what_it_is_and_imports_nothing():
    for path in sources("luban_lms", "xblocks/luban_xblocks"):
        if path.name == "__init__.py" and path.parent.name not in ("luban_lms", "luban_xblocks"):
            module = tree(path)
            assert ast.get_docstring(module), where(path)
            assert not [n for n in module.body if isinstance(n, ast.Import | ast.ImportFrom)], where(path)


def test_every_door_lists_what_it_opens():
    for path in sources("luban_lms"):
        if path.name == "api.py":
            names = [
                ast.literal_eval(node.value)
                for node in tree(path).body
                if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
            ]
            assert names, where(path)
            assert names[0] == sorted(names[0], key=lambda n: (not n.isupper(), not n[0].isupper(), n)), (
                where(path)
            )


def test_time_comes_from_the_clock():
    found = []
    for path in sources("luban_lms"):
        if path.name != "clock.py":
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = getattr(node.func.value, "id", "")
                    if (owner, node.func.attr) in {
                        ("datetime", "now"),
                        ("datetime", "utcnow"),
                        ("date", "today"),
                        ("time", "time"),
                    }:
                        found.append(where(path, node.lineno))
    assert found == []


def test_nothing_is_unpickled_or_run_from_text():
    found = []
    for path in sources(*PRODUCT):
        for node in ast.walk(tree(path)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if {"pickle", "marshal", "shelve", "yaml", "lxml.html.clean"} & set(names):
                found.append(where(path, node.lineno))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("eval", "exec", "__import__"):
                found.append(where(path, node.lineno))
    assert found == []


def test_no_machine_and_no_tool_is_named():
    """The project speaks of itself alone, and runs wherever it is put."""
    words = re.compile("|".join([r"/wo" + r"rk/", r"/t" + r"mp/", r"/ro" + r"ot/", r"/home/[a-z]"]))
    tools = re.compile(
        "|".join(
            [r"\bcl" + "aude", "anthro" + r"pic\b", r"\bchat" + "gpt", r"\bco" + "pilot", r"\bll" + r"m\b"]
        ),
        re.IGNORECASE,
    )
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" in data[:2000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if words.search(line) or tools.search(line):
                found.append(f"{name}:{number}: {line.strip()[:120]}")
    assert found == []


def test_templates_have_no_inline_script_or_style():
    wrong = re.compile(
        r"<script(?![^>]*(nonce|src=|type=\"(application|text)/(ld\+)?json))|\son[a-z]+=|javascript:",
        re.IGNORECASE,
    )
    found = [
        where(path, number)
        for path in sorted((ROOT / "luban_lms").rglob("templates/**/*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wrong.search(line)
    ]
    assert found == []
