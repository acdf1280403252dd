"""The task as a block: its views and handlers. What it decides is in the files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from lxml import etree
from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.core import XBlock

from luban_xblocks.kit.html import sanitize
from luban_xblocks.kit.rounding import points_text
from luban_xblocks.kit.words import N_
from luban_xblocks.task import sentences as say
from luban_xblocks.task.drafting import TaskDrafting
from luban_xblocks.task.editing import TaskEditing
from luban_xblocks.task.file_types import LARGEST_FILE, by_mime
from luban_xblocks.task.files import NAME, keeper_of
from luban_xblocks.task.olx import check_attributes, read_content, write_content
from luban_xblocks.task.scenarios import SCENARIOS

HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""Headers of a learner's file: it is never run, and never taken for something else."""


@XBlock.wants("luban_files", "fs")
class TaskBlock(TaskDrafting, TaskEditing):
    """Work that is done, handed in, and marked by a trainer."""

    NAME: ClassVar[str] = N_("Practical task")
    has_score: ClassVar[bool] = True
    has_custom_completion: ClassVar[bool] = True

    # Views

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The task where the learner left it. Nothing is changed by looking."""
        fragment = self.fragment(
            self.html(), styles=("task.css",), scripts=("photos.js", "sending.js", "task.js")
        )
        words = {name: self.gettext(text) for name, text in say.SCRIPT_WORDS.items()}
        fragment.initialize_js(
            "LubanTask", {"words": words, "language": self.language, "largest": LARGEST_FILE}
        )
        return fragment

    def index_dictionary(self) -> dict[str, Any]:
        found = super().index_dictionary()
        content = self.content
        found["content"] |= {
            "brief": sanitize(content.brief, "text"),
            "steps": "\n".join(content.steps),
            "rubric": "; ".join(one.title for one in content.criteria),
        }
        return found

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        content, asked = self.content, self.asked
        rubric = [{"title": one.title, "points": points_text(one.points)} for one in content.criteria]
        return {
            **super().student_view_data(context),
            "brief": str(self.safe(content.brief)),
            "steps": list(content.steps),
            "rubric": rubric,
            "text": asked.text,
            "links": asked.links,
            "files": asked.files,
            "kinds": self.kinds,
        }

    # Files

    @XBlock.handler
    def file(self, request: Request, suffix: str = "") -> Response:
        """A kept file, for its owner, and for trainers while it waits or its marks may be corrected."""
        if request.method not in ("GET", "HEAD"):
            return Response(status=405, allow=["GET", "HEAD"])
        found, keeper = self.file_named(suffix) if NAME.match(suffix) else None, keeper_of(self)
        try:
            data = keeper.get(suffix) if found is not None and keeper is not None else None
        except KeyError:
            data = None
        if found is None or data is None:
            return Response(self.gettext(say.NO_FILE), status=404, content_type="text/plain", charset="utf-8")
        kind = by_mime(str(found["mime"]))
        seen = kind is not None and kind.picture
        response = Response(data, content_type=kind.mime if seen and kind else "application/octet-stream")
        name = quote(str(found["shown"]), safe="")
        response.headers["Content-Disposition"] = (
            f"{'inline' if seen else 'attachment'}; filename*=UTF-8''{name}"
        )
        response.headers.update(HARMLESS)
        return response

    # OLX

    @classmethod
    def read_body(cls, node: etree._Element) -> dict[str, Any]:
        check_attributes(node)
        return read_content(node)

    def write_body(self, node: etree._Element) -> None:
        if "pass_mark" in node.attrib:
            node.set("pass", node.attrib.pop("pass_mark"))
        write_content({name: getattr(self, name) for name in self.BODY_FIELDS}, node)

    @classmethod
    def workbench_scenarios(cls) -> list[tuple[str, str]]:
        return SCENARIOS
