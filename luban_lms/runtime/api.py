"""The XBlock host: visit a course, render a page, answer a call, serve a block's own files."""

from luban_lms.runtime.answering import Answer, Call, answer, complete_on_view, read
from luban_lms.runtime.authoring import AuthoringRuntime, Written, edit, open_draft, show_editor
from luban_lms.runtime.bare_urls import BareUrls
from luban_lms.runtime.block_files import SHARED, Place, read_file
from luban_lms.runtime.fragments import Rendered, compose
from luban_lms.runtime.home import use_home
from luban_lms.runtime.inventory import Installed, inventory
from luban_lms.runtime.keys import block_key, read_usage_key, usage_key
from luban_lms.runtime.learner import Learner, anonymous_id
from luban_lms.runtime.outside import answer_outside
from luban_lms.runtime.plugins import block_class, entry_point_of, is_foreign, is_known, load, offers
from luban_lms.runtime.rendering import keep_changes, render, render_changes
from luban_lms.runtime.resources import open_collected, open_media, open_resource
from luban_lms.runtime.runtime import LubanRuntime
from luban_lms.runtime.services.completion import completes_on_view, done_by_seeing
from luban_lms.runtime.subscribers import connect
from luban_lms.runtime.visit import Event, Urls, Visit
from luban_lms.runtime.visiting import Standing, open_visit, verdict_down_to

__all__ = [
    "SHARED",
    "Answer",
    "AuthoringRuntime",
    "BareUrls",
    "Call",
    "Event",
    "Installed",
    "Learner",
    "LubanRuntime",
    "Place",
    "Rendered",
    "Standing",
    "Urls",
    "Visit",
    "Written",
    "anonymous_id",
    "answer",
    "answer_outside",
    "block_class",
    "block_key",
    "complete_on_view",
    "completes_on_view",
    "compose",
    "connect",
    "done_by_seeing",
    "edit",
    "entry_point_of",
    "inventory",
    "is_foreign",
    "is_known",
    "keep_changes",
    "load",
    "offers",
    "open_collected",
    "open_draft",
    "open_media",
    "open_resource",
    "open_visit",
    "read",
    "read_file",
    "read_usage_key",
    "render",
    "render_changes",
    "show_editor",
    "usage_key",
    "use_home",
    "verdict_down_to",
]
