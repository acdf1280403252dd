"""Portable blocks played in the bare testing runtime, and shown in Chromium by a server of their own.

`play(xml)` is one learner with one block; `open_block(xml, "ar")` is a browser on a page that holds it.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import webob
from luban_xblocks.kit.block import LubanBlock

from luban_lms.runtime import testing

sys.path.insert(0, str(Path(__file__).parents[1]))


@dataclass
class Played:
    """One learner with one block. `sent` collects every byte that reached the learner."""

    usage: Any
    user: str = "amina"
    language: str = "en"
    staff: bool = False
    sent: list[str] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)

    def _runtime(self) -> Any:
        return testing.make_runtime(self.user, language=self.language, staff=self.staff)

    @property
    def block(self) -> Any:
        """The block as a new request sees it."""
        return self._runtime().get_block(self.usage)

    def view(self, name: str = "student_view") -> str:
        runtime = self._runtime()
        html = runtime.render(runtime.get_block(self.usage), name).content
        self.sent.append(html)
        return html

    def post(self, handler: str, **values: Any) -> dict[str, Any]:
        """Call a handler with JSON, as a script does; the answer with its "code"."""
        return self._post(handler, json.dumps(values).encode(), "application/json")

    def form(self, handler: str, body: str) -> dict[str, Any]:
        """Call a handler with a form, as a page without a script does."""
        return self._post(handler, body.encode(), "application/x-www-form-urlencoded")

    def _post(self, handler: str, body: bytes, content_type: str) -> dict[str, Any]:
        runtime = self._runtime()
        request = webob.Request.blank("/", method="POST", content_type=content_type)
        request.body = body
        response = runtime.handle(runtime.get_block(self.usage), handler, request)
        self.events = list(runtime.events)
        self.sent.append(response.text)
        return {**json.loads(response.text), "code": response.status_int}

    def event(self, kind: str) -> dict[str, Any]:
        """The data of the last event of a kind in the last call."""
        return next(dict(one.data) for one in reversed(self.events) if one.type == kind)

    def other(self, user: str, **more: Any) -> Played:
        """Somebody else with the same block."""
        return Played(self.usage, user, more.get("language", self.language), more.get("staff", False))


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    testing.reset()
    yield
    testing.reset()


@pytest.fixture
def play() -> Callable[..., Played]:
    """`play(xml, language="ar", staff=False)`: a learner with a block."""

    def begin(xml: str, *, user: str = "amina", language: str = "en", staff: bool = False) -> Played:
        return Played(testing.load_xml(testing.make_runtime("author"), xml), user, language, staff)

    return begin


class Clock:
    """The time of every block, as a test sets it."""

    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def later(self, **more: float) -> None:
        self.at += timedelta(**more)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`clock.at = …` is the time of every block."""
    found = Clock()
    monkeypatch.setattr(LubanBlock, "now", lambda block: found.at)
    return found


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[Any]:
    """A server with nothing but the blocks that tests ask for, and a browser."""
    showing = importlib.import_module("showing")
    with showing.Gallery(tmp_path_factory.mktemp("gallery"), chromium) as opened:
        yield opened


@pytest.fixture
def open_block(gallery: Any) -> Callable[..., Any]:
    """`open_block(xml, "ar", width=360, height=640, dark=False, scripts=True)`: a page with one block."""
    return gallery.open
