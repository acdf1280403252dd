"""Blocks of other people, one case for each type: how an author writes it, and what a learner sends it.

`kept` says how its state is seen: "fields" are the learner's own in XBlock, a tuple is a handler that
tells it (the block keeps it in tables of its own), "" keeps none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

DISTRIBUTIONS = (
    "acid-xblock>=0.4,<1",
    "audio-xblock>=0.3,<1",
    "concept-xblock>=0.4,<1",
    "crowdsourcehinter-xblock>=1,<2",
    "done-xblock>=3,<4",
    "edx-sga>=0.30,<1",
    "feedback-xblock>=3,<4",
    "flashcardsxblock>=1,<2",
    "h5p-xblock>=0.2,<1",
    "lti-consumer-xblock>=11,<12",
    "openedx-scorm-xblock>=19,<20",
    "openedx-xblock-image-modal>=5,<6",
    "ora2>=7,<8",
    "recommender-xblock>=5,<6",
    "schoolyourself-xblock>=0.4,<1",
    "staff-graded-xblock>=4,<5",
    "ubcpi-xblock>=1,<2",
    "xblock-accordion>=1,<2",
    "xblock-drag-and-drop-v2>=5,<6",
    "xblock-free-text-response>=4,<5",
    "xblock-google-drive>=0.8,<1",
    "xblock-image-explorer>=3,<4",
    "xblock-poll>=1.16,<2",
    "xblock-problem-builder>=5,<6",
    "xblock-qualtrics-survey>=3,<4",
    "xblock-sql-grader>=2,<3",
    "xblock-submit-and-compare>=4,<5",
    "xblocks-contrib>=0.13,<2",
)
"""What is installed together, from the public index. Each version range ends before the next major one."""


@dataclass(frozen=True)
class Case:
    """A block type and what is done with it."""

    tag: str
    xml: str = ""
    """How an author writes it. {name} is its url_name."""
    calls: tuple[tuple[str, Any], ...] = ()
    """Handler (with a suffix after a slash) and what is sent: JSON, or a form."""
    kept: Any = "fields"
    form: bool = False
    query: str = ""
    of: str = ""
    """The type whose element the page must hold, when it stands inside another one."""
    within: str = ""
    """Takes part in the case of this type: it stands inside it and has no call of its own."""
    told: str = ""
    """What the answer to the last call must contain."""


def plain(tag: str, **more: Any) -> Case:
    return Case(tag, f'<{tag} url_name="{{name}}"/>', **more)


BUILDER = """
<problem-builder url_name="{name}" max_attempts="3"><pb-mcq url_name="{name}-mcq" name="mcq" question="Who pays?"
 correct_choices="[&quot;seller&quot;]"><pb-choice url_name="{name}-c1" value="seller">The seller</pb-choice>
 <pb-choice url_name="{name}-c2" value="buyer">The buyer</pb-choice>
 <pb-tip url_name="{name}-tip" values="[&quot;buyer&quot;]">Under DDP?</pb-tip></pb-mcq>
 <pb-mrq url_name="{name}-mrq" name="mrq" question="Which?" required_choices="[&quot;a&quot;]">
 <pb-choice url_name="{name}-c3" value="a">A</pb-choice><pb-choice url_name="{name}-c4" value="b">B</pb-choice></pb-mrq>
 <pb-rating url_name="{name}-rating" name="rating" question="How?" correct_choices="[&quot;5&quot;]"/>
 <pb-slider url_name="{name}-slider" name="slider" question="How sure?"/>
 <pb-answer url_name="{name}-answer" name="{name}goal" question="Why?"/>
 <pb-completion url_name="{name}-completion" name="completion" question="Done?"/>
 <pb-message url_name="{name}-message" type="completed">Well done</pb-message></problem-builder>"""
SWIPE = """
<problem-builder url_name="{name}"><pb-swipe url_name="{name}-swipe" name="swipe" text="Tanger" correct="true"/>
</problem-builder>"""
SENT = {
    "mcq": {"value": "seller"},
    "mrq": ["a"],
    "rating": {"value": "5"},
    "slider": 0.5,
    "completion": True,
    "{name}goal": {"value": "Because"},
}
STEPS = """
<step-builder url_name="{name}"><sb-step url_name="{name}-step"><pb-mcq url_name="{name}-mcq" name="mcq"
 question="Who?" correct_choices="[&quot;a&quot;]"><pb-choice url_name="{name}-c" value="a">A</pb-choice></pb-mcq>
 <sb-plot url_name="{name}-plot"><sb-plot-overlay url_name="{name}-overlay"/></sb-plot></sb-step>
 <sb-review-step url_name="{name}-review"><sb-review-score url_name="{name}-score"/>
 <sb-conditional-message url_name="{name}-message" score_condition="any" num_attempts_condition="any">Read on
 </sb-conditional-message><sb-review-per-question-feedback url_name="{name}-each"/></sb-review-step></step-builder>"""
TABLE = """
<problem-builder url_name="{name}"><pb-table url_name="{name}-table"><pb-column url_name="{name}-column" header="Why">
 <pb-answer-recap url_name="{name}-recap" name="{name}goal"/></pb-column></pb-table></problem-builder>"""
PROBLEM = """
<_problem_extracted url_name="{name}" display_name="Who pays"><multiplechoiceresponse><label>Who pays the duty?</label>
 <choicegroup type="MultipleChoice"><choice correct="false">The buyer</choice>
 <choice correct="true">The seller</choice></choicegroup></multiplechoiceresponse></_problem_extracted>"""
PICTURE = (
    "<image_explorer schema_version='1'><background src='https://images.example/port.png'/><description>A port"
    "</description><hotspots><hotspot x='10' y='20' item-id='crane'><feedback width='300' height='200'>"
    "<header>A crane</header><body>It lifts.</body></feedback></hotspot></hotspots></image_explorer>"
)
EXPLORER = f'<image-explorer url_name="{{name}}" data="{escape(PICTURE)}"/>'
ESSAY = """
<openassessment url_name="{name}" prompts_type="html"><title>A letter</title><assessments>
 <assessment name="self-assessment"/></assessments><prompts><prompt><description>Write.</description></prompt></prompts>
 <rubric><criterion><name>Ideas</name><prompt>Ideas?</prompt><option points="0"><name>Few</name>
 <explanation>Few</explanation></option><option points="1"><name>Many</name><explanation>Many</explanation></option>
 </criterion></rubric></openassessment>"""
PEER = """
<ubcpi url_name="{name}" rationale_size_min="1" rationale_size_max="100" algorithm="simple" num_responses="1">
 <display_name>Duty</display_name><question><text>Who pays?</text><image>/static/port.png</image></question><options><option><text>Seller</text>
 <rationale>DDP</rationale></option><option correct="True"><text>Buyer</text><rationale>FOB</rationale></option></options>
 <seeds><seed option="0">Because</seed><seed option="1">Hence</seed></seeds></ubcpi>"""
HINTS = (
    '<crowdsourcehinter url_name="{name}">{{"generic_hints": "Look again", "initial_hints": '
    '{{"5": "Too small"}}, "target_problem": "p"}}</crowdsourcehinter>'
)
ANSWER = {"q": 0, "rationale": "It is in the term", "status": 0}
BOARD = {
    "title": "Customs",
    "url": "https://customs.com/",
    "description": "A board",
    "descriptionText": "A board",
    "resourceText": "",
    "id": "https://customs.com/",
}

CASES = (
    Case(
        "_annotatable_extracted",
        '<_annotatable_extracted url_name="{name}"><annotatable><instructions><p>Read'
        '</p></instructions><p>A <annotation title="t" body="b" problem="0">word</annotation></p></annotatable>'
        "</_annotatable_extracted>",
        kept="",
    ),
    plain("_discussion_extracted", calls=(("increment_count", {"hello": "world"}),)),
    Case(
        "_html_extracted",
        '<_html_extracted url_name="{name}"><p>The port of Tanger</p></_html_extracted>',
        kept="",
    ),
    plain("_lti_extracted", calls=(), kept=""),
    Case(
        "_poll_question_extracted",
        '<_poll_question_extracted url_name="{name}"><p>Which?</p>'
        '<answer id="a">A</answer><answer id="b">B</answer></_poll_question_extracted>',
        calls=(("handle_submit_state", {"answer": "a"}),),
        told="total",
    ),
    Case(
        "_problem_extracted",
        PROBLEM,
        calls=(("xmodule_handler/problem_check", {"input_ID_2_1": "choice_1"}),),
        form=True,
        told='"success": "correct"',
    ),
    plain(
        "_video_extracted",
        calls=(("ajax_handler/save_user_state", {"saved_video_position": "00:00:10"}),),
        form=True,
    ),
    plain(
        "_word_cloud_extracted",
        calls=(("handle_submit_state", {"student_words": ["port", "sea"]}),),
        told="success",
    ),
    plain("accordion", kept=""),
    plain("acid", calls=(("check_storage", {}),), query="QUERY=1&SCOPE=user_state", kept=""),
    Case(
        "acid_parent",
        '<acid_parent url_name="{name}"><acid url_name="{name}-child"/></acid_parent>',
        calls=(("check_storage", {}),),
        query="QUERY=1&SCOPE=user_state",
        kept="",
    ),
    plain("audio", kept=""),
    plain("concept", calls=(("update_concept_map", {"required": []}),), kept="", told="success"),
    Case(
        "crowdsourcehinter",
        HINTS,
        calls=(("get_hint", {"submittedanswer": "problem_1=5"}),),
        told="StudentAnswer",
    ),
    plain("done", calls=(("toggle_button", {"done": True}),)),
    plain(
        "drag-and-drop-v2",
        calls=(("drop_item", {"val": 0, "zone": "top", "x_percent": "33%", "y_percent": "11%"}),),
        told='"correct": true',
    ),
    plain("edx_sga"),
    plain("feedback", calls=(("feedback", {"freeform": "Good", "vote": 1}),), told="success"),
    plain("flashcards", kept=""),
    plain("freetextresponse", calls=(("submit", {"student_answer": "a lot of words about the port"}),)),
    plain("google-calendar", calls=(("publish_event", {"event_type": "seen"}),), kept="", told="success"),
    plain("google-document", calls=(("publish_event", {"event_type": "seen"}),), kept="", told="success"),
    plain("h5pxblock", calls=(("result_handler", {"result": {"score": {"raw": 1, "max": 1}}}),)),
    Case(
        "image-explorer",
        EXPLORER,
        calls=(
            ("publish_event", {"event_type": "xblock.image-explorer.hotspot.opened", "item_id": "crane"}),
        ),
    ),
    plain("imagemodal", kept=""),
    plain("lti_consumer", calls=(("lti_launch_handler", {}),), kept=""),
    Case(
        "openassessment",
        ESSAY,
        calls=(("submit", {"submission": ["A letter to the customs"]}),),
        kept=("render_submission", {}),
    ),
    plain("pdf", calls=(("on_download", {}),), kept=""),
    plain("poll", calls=(("vote", {"choice": "R"}),), told='"success": true'),
    plain(
        "survey", calls=(("vote", {"enjoy": "Y", "recommend": "Y", "learn": "M"}),), told='"success": true'
    ),
    Case("problem-builder", BUILDER, calls=(("submit", SENT),), told='"completed"'),
    *[
        Case(f"pb-{part}", within="problem-builder")
        for part in (
            "answer",
            "choice",
            "completion",
            "mcq",
            "message",
            "mrq",
            "rating",
            "slider",
            "tip",
        )
    ],
    Case("pb-swipe", SWIPE, calls=(("submit", {"swipe": {"value": True}}),), of="pb-swipe"),
    Case("pb-table", TABLE, kept="", of="pb-table"),
    *[Case(f"pb-{part}", within="pb-table") for part in ("answer-recap", "column")],
    plain("pb-dashboard", kept=""),
    plain("pb-data-export", kept=""),
    plain("pb-instructor-tool", kept=""),
    Case("step-builder", STEPS, calls=(("submit", {"active_step": 0}),), told="attempts"),
    *[
        Case(part, within="step-builder")
        for part in (
            "sb-step",
            "sb-plot",
            "sb-plot-overlay",
            "sb-review-step",
            "sb-review-score",
            "sb-conditional-message",
            "sb-review-per-question-feedback",
        )
    ],
    plain("qualtricssurvey", kept=""),
    plain(
        "recommender",
        calls=(("add_resource", BOARD), ("handle_vote", {"id": BOARD["id"], "event": "recommender_upvote"})),
    ),
    plain("schoolyourself_lesson", kept=""),
    plain("schoolyourself_review", calls=(("handle_grade", {}),), kept="", told="forbidden"),
    plain("scorm", calls=(("scorm_set_value", {"name": "cmi.core.lesson_status", "value": "completed"}),)),
    Case(
        "sql_grader",
        '<sql_grader url_name="{name}" dataset="rating" answer_query="SELECT 1" prompt="Write"/>',
        calls=(("submit_query", {"query": "SELECT 1"}),),
    ),
    plain("staffgradedxblock"),
    plain("submit-and-compare", calls=(("student_submit", {"answer": "The seller", "action": "submit"}),)),
    Case("ubcpi", PEER, calls=(("submit_answer", ANSWER),), kept=("get_data", {})),
)
