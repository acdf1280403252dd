"""Doing a task in tests: a small task, small files, and what a trainee and a trainer do with them."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from typing import Any

import webob

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BODY = """<brief><p>Write the <b>invoice</b> of the parcel.</p></brief>
<step>Read the order.</step><step>Fill in the values.</step>
<criterion id="complete" points="4"><title>Complete</title><looks>Nothing is missing.</looks>
<level points="0">Values are missing</level><level points="2">One thing is missing</level><level points="4">All is there</level></criterion>
<criterion id="figures" points="6"><title>Figures</title><looks>They agree.</looks></criterion>
<model><p>CANARYMODEL is the right total.</p></model>"""


def task(attributes: str = 'links="2" files="3"', body: str = BODY, name: str = "t") -> str:
    return f'<luban_task url_name="{name}" display_name="The invoice" {attributes}>{body}</luban_task>'


def write(learner: Any, text: str = "410 g, 27.5 cm", **more: Any) -> dict[str, Any]:
    """Keep a text and what else is named in the draft."""
    return learner.post("keep", draft="1", text=text, **more)


def hand_in(learner: Any, text: str = "410 g, 27.5 cm") -> dict[str, Any]:
    """Write, look it over, hand in."""
    write(learner, text)
    assert learner.post("review", draft="1")["status"] == "review"
    return learner.post("hand_in", confirm="yes")


def key_of(learner: Any) -> str:
    """The key of the one work that waits or is marked."""
    block = learner.block
    return next(iter([*block.waiting, *block.marks]))


def give(
    trainer: Any, key: str, *, level: str = "2", points: str = "5", comment: str = "", **more: Any
) -> Any:
    """Mark a work: level of the first criterion, points of the second."""
    values = {"p-1": level, "p-2": points, "comment": comment, "decision": "marked", **more}
    return trainer.post("mark", work=key, **values)


def send_back(trainer: Any, key: str, comment: str = "Write the totals.") -> Any:
    """Return a work for improvement."""
    return trainer.post("mark", work=key, decision="returned", comment=comment)


def upload(
    learner: Any, *files: tuple[str, bytes], handler: str = "upload", fields: dict[str, str] | None = None
) -> dict[str, Any]:
    """Post files as a browser's form does."""
    request = multipart(*files, fields=fields)
    runtime = learner._runtime()
    response = runtime.handle(runtime.get_block(learner.usage), handler, request)
    learner.events = list(runtime.events)
    learner.sent.append(response.text)
    return {**json.loads(response.text), "code": response.status_int}


def multipart(*files: tuple[str, bytes], fields: dict[str, str] | None = None) -> webob.Request:
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (fields or {}).items()
    ]
    for name, data in files:
        head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    request = webob.Request.blank("/", method="POST", content_type="multipart/form-data; boundary=edge")
    request.body = b"".join(parts) + b"--edge--\r\n"
    return request


def fetch(reader: Any, name: str) -> webob.Response:
    """Ask for a kept file."""
    runtime = reader._runtime()
    return runtime.handle(runtime.get_block(reader.usage), "file", webob.Request.blank("/"), name)


def png(width: int = 4, height: int = 3) -> bytes:
    """A picture that a browser can draw."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\x00" + bytes((x * 7 + y * 13 + c * 50) % 256 for x in range(width) for c in range(3))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def archive(**members: str) -> bytes:
    """A zip archive; "__" in a name stands for a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/"), text)
    return made.getvalue()


def office(**members: str) -> bytes:
    """An Office Open XML archive with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for name, text in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()
