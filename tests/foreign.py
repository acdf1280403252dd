"""Blocks as other people write them, offered to the host as if their distribution were installed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock
from xblock.fields import BlockScope, Boolean, DateTime, Integer, List, Scope, String, UserScope

from luban_lms.runtime import plugins, visiting


@dataclass
class Offered:
    """An entry point of a distribution that is not there."""

    name: str
    loaded: Any
    dist: Any = None

    @property
    def value(self) -> str:
        return getattr(self.loaded, "__name__", str(self.loaded))

    def load(self) -> Any:
        if isinstance(self.loaded, Exception):
            raise self.loaded
        return self.loaded


def offer(monkeypatch: pytest.MonkeyPatch, **blocks: Any) -> None:
    """Offer block types for the length of a test; an exception is what loading raises.

    `drop_blocks` must be called when the test is over, because classes are remembered.
    """
    found = {name: Offered(name, loaded) for name, loaded in blocks.items()}
    monkeypatch.setattr(plugins, "installed", lambda: found)
    drop_blocks()


def drop_blocks() -> None:
    """Forget which class a block type has."""
    plugins.block_class.cache_clear()
    visiting.tree_of.cache_clear()


class Tally(XBlock):
    """Counts for one learner, for all learners, and for a learner everywhere."""

    mine = Integer(default=0, scope=Scope.user_state)
    all = Integer(default=0, scope=Scope.user_state_summary)
    liked = Integer(default=0, scope=Scope.preferences)
    known = Integer(default=0, scope=Scope.user_info)
    note = String(default="", scope=Scope.content)
    due = DateTime(default=None, scope=Scope.settings)

    def student_view(self, context: Any = None) -> Fragment:
        counts = [self.mine, self.all, self.liked, self.known]
        return Fragment(f'<p class="counts">{counts} {self.due}</p>')

    @XBlock.json_handler
    def count(self, data: Any, suffix: str = "") -> Any:
        self.mine += 1
        self.all += 1
        self.liked += 1
        self.known += 1
        self.runtime.publish(self, "grade", {"value": data.get("value", 1), "max_value": 4})
        return {"mine": self.mine, "all": self.all, "liked": self.liked, "known": self.known}


class Echo(XBlock):
    """Answers with what it was sent, as it was sent."""

    sent = String(default="", scope=Scope.user_state)

    @XBlock.handler
    def echo(self, request: Any, suffix: str = "") -> Response:
        self.sent = str(len(request.body))
        response = Response(body=request.body, content_type="application/octet-stream")
        response.headers["X-Secret"] = "not for the browser"
        return response

    @XBlock.handler
    def untyped(self, request: Any, suffix: str = "") -> Response:
        response = Response(body=b"<script>alert(1)</script>")
        del response.headers["Content-Type"]
        return response

    @XBlock.handler
    def form(self, request: Any, suffix: str = "") -> Response:
        told = {name: getattr(value, "filename", value) for name, value in request.POST.items()}
        return Response(json_body={"suffix": suffix, "query": dict(request.GET), "form": told})

    @XBlock.handler
    def leave(self, request: Any, suffix: str = "") -> Response:
        return Response(status=302, location="https://elsewhere.example/")

    def student_view(self, context: Any = None) -> Fragment:
        return Fragment("<p>an echo</p>")


class Broken(XBlock):
    """Changes its state and its score, and then has a fault, in view and handler."""

    tried = Integer(default=0, scope=Scope.user_state)

    def student_view(self, context: Any = None) -> Fragment:
        self.tried += 1
        raise RuntimeError("a fault in a view")

    @XBlock.json_handler
    def submit(self, data: Any, suffix: str = "") -> Any:
        self.tried += 1
        self.runtime.publish(self, "grade", {"value": 1, "max_value": 1})
        raise RuntimeError("a fault in a handler")


class Visitor(XBlock):
    """Changes its own state while it is rendered."""

    visits = Integer(default=0, scope=Scope.user_state)

    def student_view(self, context: Any = None) -> Fragment:
        self.visits += 1
        return Fragment(f'<p class="visits">{self.visits}</p>')


class Publisher(XBlock):
    """Publishes whatever it is told to."""

    has_score = True

    @XBlock.json_handler
    def publish(self, data: Any, suffix: str = "") -> Any:
        self.runtime.publish(self, data["type"], data["data"])
        return {}


class Painter(XBlock):
    """Brings styles and scripts, inline and by address, and arguments for its initialiser."""

    name = String(default="", scope=Scope.content)
    args = String(default="", scope=Scope.content)

    def student_view(self, context: Any = None) -> Fragment:
        fragment = Fragment("<p>painted</p>")
        fragment.add_css("p { color: red }")
        fragment.add_css_url(self.runtime.local_resource_url(self, "public/a.css"))
        fragment.add_javascript("function Painter() {}")
        fragment.add_javascript_url(self.runtime.local_resource_url(self, "public/a.js"))
        fragment.initialize_js("Painter", {"said": self.args})
        return fragment


class Box(XBlock):
    """Holds other blocks, and has a handler that changes them."""

    has_children = True
    title = String(default="", scope=Scope.settings)

    def student_view(self, context: Any = None) -> Fragment:
        fragment = Fragment("<section>")
        for child in self.runtime.render_children(self, "student_view", context):
            fragment.add_content(child.content)
            fragment.add_fragment_resources(child)
        fragment.add_content("</section>")
        return fragment

    @XBlock.json_handler
    def touch_children(self, data: Any, suffix: str = "") -> Any:
        for child in self.get_children():
            child.mine += 10
        return {"children": [child.mine for child in self.get_children()]}


PAIRS = tuple(product(UserScope.scopes(), BlockScope.scopes()))
"""All pairs of user scope and block scope, also those that XBlock has no name for."""


def field_of(pair: Any) -> str:
    """The name of the field of `Scopes` with a pair of scopes."""
    user, block = pair
    return f"{user.name.lower()}_{block.name.lower()}"


Scopes = type(
    "Scopes",
    (XBlock,),
    {
        "__module__": __name__,
        "__doc__": "A field for every pair of scopes.",
        **{
            field_of((user, block)): String(default="", scope=Scope(user, block, name=f"{user}-{block}"))
            for user, block in PAIRS
        },
    },
)


class Ready(XBlock):
    """Asks for services, some declared and some not."""

    done = Boolean(default=False, scope=Scope.user_state)
    list = List(default=[], scope=Scope.user_state)

    def ask(self, name: str) -> Any:
        return self.runtime.service(self, name)


def sent(value: Any) -> bytes:
    """A JSON body."""
    return json.dumps(value).encode()
