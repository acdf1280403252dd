"""The page for authors of blocks says what is true."""

from __future__ import annotations

import re
from pathlib import Path

from luban_lms.runtime import testing
from luban_lms.runtime.answering import KEPT_HEADERS

PAGE = (Path(__file__).parents[2] / "docs" / "xblocks.md").read_text(encoding="utf-8")


def test_its_example_runs():
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "docs/xblocks.md", "exec"), {})  # noqa: S102 - the page is ours


def test_it_names_what_the_testing_entry_has():
    for name in testing.__all__:
        assert f"`{name}(" in PAGE, name


def test_it_names_the_headers_that_pass():
    for name in KEPT_HEADERS:
        assert f"`{name}`" in PAGE, name
