"""The editor that a block brings, over the draft of a course."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from opaque_keys.edx.keys import UsageKey

from luban_lms.courses import api as courses
from luban_lms.courses.data import CompiledCourse
from luban_lms.enrollment.errors import CourseNotFound
from luban_lms.orgs.api import Action, may
from luban_lms.runtime import api as runtime
from luban_lms.web.i18n import current_language, time_zone
from luban_lms.web.permission import allow
from luban_lms.web.person import current_person
from luban_lms.web.security import check_same_origin, csrf, nonce
from luban_lms.web.xblock import FlaskUrls, body_of_request, call_of, response_of

blueprint = Blueprint("authoring", __name__)


class DraftUrls(FlaskUrls):
    """Addresses while a block is edited: its handlers speak to the draft."""

    def handler(self, usage: UsageKey, name: str, suffix: str, query: str, *, thirdparty: bool) -> str:
        address = super().handler(usage, name, suffix, query, thirdparty=False)
        return address.replace("/handler/", "/draft-handler/", 1)


@blueprint.get("/courses/<path:course_key>/edit/<block_type>/<name>")
@allow(Action.EDIT_COURSE)
def edit_block(course_key: str, block_type: str, name: str) -> str:
    """The editor of a block of the draft."""
    draft, opened = _open(course_key)
    key = f"{block_type}/{name}"
    editor = runtime.show_editor(opened, key, nonce=nonce())
    node = draft.node(key)
    return render_template(
        "web/edit_block.html",
        title=(node.title if node else "") or name,
        block_type=block_type,
        editor=editor,
    )


@blueprint.post("/courses/<path:course_key>/xblock/<usage>/draft-handler/<name>")
@blueprint.post("/courses/<path:course_key>/xblock/<usage>/draft-handler/<name>/<path:suffix>")
@csrf.exempt
@allow(Action.EDIT_COURSE)
def draft_handler(course_key: str, usage: str, name: str, suffix: str = "") -> Response:
    """A handler of a block's editor. What the block set goes into the draft."""
    check_same_origin()
    draft, opened = _open(course_key)
    key = runtime.block_key(runtime.read_usage_key(usage))
    answer, written = runtime.edit(opened, call_of(key, name, suffix, body_of_request()))
    if written is not None:
        person = current_person()
        courses.change_block(
            course_key,
            written.block,
            attributes=written.attributes,
            body=written.body,
            by=person.id if person else None,
            expected=draft.hash.removeprefix("draft-"),
        )
    return response_of(answer)


def _open(course_key: str) -> tuple[CompiledCourse, runtime.AuthoringRuntime]:
    person = current_person()
    found = courses.find_course(course_key)
    if person is None or not may(person, Action.EDIT_COURSE, organisation_id=found.organisation_id):
        raise CourseNotFound  # it does not exist for who may not edit it
    draft = courses.compile_draft(course_key)
    author = runtime.Learner(
        id=person.id,
        username=person.username,
        display_name=person.display_name,
        anonymous_id=runtime.anonymous_id(course_key, str(person.uuid)),
        staff=True,
        language=current_language(),
        time_zone=time_zone(),
        uuid=str(person.uuid),
    )
    return draft, runtime.open_draft(draft, author, urls=DraftUrls(course_key))
