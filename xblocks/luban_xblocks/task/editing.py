"""The author's form of a task: saved as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from web_fragments.fragment import Fragment

from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import points_text
from luban_xblocks.kit.words import N_
from luban_xblocks.task.fields import TaskFields
from luban_xblocks.task.files import keeper_of
from luban_xblocks.task.rubric import level_lines, rubric_typed
from luban_xblocks.task.work import MOST_STEPS

NOTHING_ASKED = N_("Ask for something that can be handed in: a text, links or files.")
TOO_MANY_STEPS = N_("A task has at most %(limit)s steps.")


class TaskEditing(TaskFields):
    """The form, and its checks across fields."""

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The form, in which a criterion has room."""
        fragment = super().studio_view(context)
        fragment.add_css_url(self.runtime.local_resource_url(self, "public/task_studio.css"))
        return fragment

    def studio_values(self) -> dict[str, Any]:
        """What the form begins with. Where nothing is written, it is the example that learners see."""
        content = self.content
        rows = [
            {
                "name": one.name,
                "title": one.title,
                "looks": one.looks,
                "points": points_text(one.points),
                "levels": level_lines(one.levels),
            }
            for one in content.criteria
        ]
        written: dict[str, Any] = {
            "brief": content.brief,
            "steps": list(content.steps),
            "model": content.model,
        }
        if not self.is_written:
            written["display_name"] = content.title
        return {**super().studio_values(), **written, "rubric": rows}

    def studio_more(self) -> Any:
        """A note where this host keeps no files."""
        if keeper_of(self) is not None:
            return ""
        note = self.gettext(
            N_("This server keeps no files: trainees are asked for links or a text in their place.")
        )
        return Markup('<p class="lb-notice">{}</p>').format(note)

    def studio_changes(self, posted: Mapping[str, Any]) -> dict[str, Any]:
        """New values of the block's fields. Raises Refused, with the place."""
        changes = super().studio_changes(posted)
        if not (changes["text"] or changes["links"] or changes["files"]):
            raise Refused(NOTHING_ASKED, "text")
        if len(changes["steps"]) > MOST_STEPS:
            raise Refused(TOO_MANY_STEPS, "steps", limit=MOST_STEPS)
        return {**changes, "rubric": rubric_typed(changes["rubric"], self.language)}
