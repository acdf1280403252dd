"""Plays every block of ours in XBlock's own runtime, in a process without our host and without Django.

python bare_host.py   prints a JSON object: block type to what happened, "ok" when all went well
"""

from __future__ import annotations

import json
import sys
import traceback
from importlib.metadata import entry_points
from io import BytesIO
from typing import Any

import webob
from lxml import etree
from xblock.core import XBlock
from xblock.runtime import DictKeyValueStore, KvsFieldData, MemoryIdManager, Runtime


class BareRuntime(Runtime):
    """What XBlock asks of a host, and nothing more."""

    user_id = "someone"

    def __init__(self) -> None:
        ids = MemoryIdManager()
        super().__init__(ids, ids, services={"field-data": KvsFieldData(DictKeyValueStore())})
        self.events: list[tuple[str, Any]] = []

    def handler_url(
        self, block: XBlock, handler_name: str, suffix: str = "", query: str = "", thirdparty: Any = None
    ) -> str:
        return f"/{block.scope_ids.usage_id}/{handler_name}"

    def local_resource_url(self, block: XBlock, uri: str) -> str:
        with type(block).unmixed_class.open_local_resource(uri) as file:
            assert file.read(1), uri  # a file that is named is there
        return f"/resource/{uri}"

    def resource_url(self, resource: str) -> str:
        return resource

    def publish(self, block: XBlock, event_type: str, event_data: Any) -> None:
        self.events.append((event_type, event_data))

    def applicable_aside_types(self, block: XBlock) -> list[str]:
        return []


def play(tag: str) -> str:
    """Parse, render, save the author's view, call a handler, write OLX, and read that again."""
    runtime = BareRuntime()
    usage = runtime.parse_xml_string(f"<{tag}/>")
    block = runtime.get_block(usage)
    for view in ("student_view", "author_view", "studio_view"):
        html = runtime.render(block, view, {}).body_html()
        if "luban" not in html:
            return f"{view} shows nothing"
    request = webob.Request.blank("/", method="POST", content_type="application/json")
    request.body = b"{}"
    for name in (
        "studio_submit",
        *[
            n
            for n in ("begin", "keep", "check", "again")
            if getattr(getattr(block, n, None), "_is_xblock_handler", False)
        ],
    ):
        runtime.handle(block, name, request)
    json.dumps(block.student_view_data({}))
    json.dumps(block.index_dictionary())
    written = BytesIO()
    runtime.export_to_xml(block, written)
    node = etree.fromstring(written.getvalue())
    if etree.QName(node).localname != tag:
        return f"is written as {node.tag}"
    again = BareRuntime()
    again.get_block(again.parse_xml_string(etree.tostring(node, encoding="unicode")))
    return "ok"


def main() -> int:
    said = {}
    for point in sorted(entry_points(group="xblock.v1"), key=lambda p: p.name):
        if point.name.startswith("luban_"):
            try:
                said[point.name] = play(point.name)
            except Exception:  # noqa: BLE001 - told to whoever asked
                said[point.name] = traceback.format_exc()
    said["django"] = "ok" if "django" not in sys.modules else "Django was imported"
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
