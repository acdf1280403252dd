"""Nothing of a right answer is in any byte before it may be shown.

Two problems that differ only in what is right must look the same to those who have not answered.
"""

from __future__ import annotations

import re

import pytest

SHELL = '<problem url_name="s" max_attempts="5" show_reset_button="true" {attributes}>{body}{more}</problem>'
CANARY = re.compile("CANARY", re.IGNORECASE)

PAIRS = {
    "multiplechoiceresponse": (
        (
            '<multiplechoiceresponse partial_credit="points"><label>Pick</label><choicegroup>'
            '<choice correct="{0}" explanation-id="CANARY-1">a<choicehint label="CANARY">CANARY {0}</choicehint></choice>'
            '<choice correct="{1}">b</choice><choice correct="partial" point_value="{2}">c</choice></choicegroup>'
            "</multiplechoiceresponse>"
        ),
        ("true", "false", "0.3"),
        ("false", "true", "0.7"),
    ),
    "targeted": (
        (
            '<multiplechoiceresponse targeted-feedback="alwaysShowCorrectChoiceExplanation"><choicegroup shuffle="true">'
            '<choice correct="{0}" explanation-id="CANARY-1">a</choice><choice correct="{1}" explanation-id="{2}">b</choice>'
            "</choicegroup></multiplechoiceresponse><targetedfeedbackset><targetedfeedback explanation-id='CANARY-1'>"
            "CANARY {0}</targetedfeedback></targetedfeedbackset><solutionset><solution explanation-id='{2}'>CANARY</solution></solutionset>"
        ),
        ("true", "false", "CANARY-2"),
        ("false", "true", "CANARY-3"),
    ),
    "choiceresponse": (
        (
            '<choiceresponse partial_credit="{2}"><checkboxgroup><choice correct="{0}">a<choicehint selected="true">CANARY</choicehint>'
            '<choicehint selected="false">CANARY {0}</choicehint></choice><choice correct="{1}">b</choice>'
            '<compoundhint value="A B">CANARY {1}</compoundhint></checkboxgroup></choiceresponse>'
        ),
        ("true", "false", "EDC"),
        ("true", "true", "halves"),
    ),
    "optionresponse": (
        (
            '<p><optionresponse inline="1"><optioninput options="(\'a\',\'b\')" correct="{0}"/><optioninput>'
            '<option correct="{1}">c<optionhint>CANARY {0}</optionhint></option><option correct="{2}">d</option></optioninput>'
            "</optionresponse></p>"
        ),
        ("a", "True", "False"),
        ("b", "False", "True"),
    ),
    "stringresponse": (
        (
            '<stringresponse answer="CANARY-{0}" type="{2}"><additional_answer answer="CANARY{1}"><correcthint>CANARY</correcthint>'
            '</additional_answer><additional_answer>CANARY {0}</additional_answer><stringequalhint answer="CANARY{1}">CANARY'
            '</stringequalhint><regexphint answer="CANARY.*">CANARY{0}</regexphint><correcthint>CANARY</correcthint><textline/>'
            '<hintgroup><stringhint answer="CANARY" name="CANARY"/><hintpart on="CANARY"><text>CANARY{1}</text></hintpart></hintgroup>'
            "</stringresponse>"
        ),
        ("one", "two", "ci"),
        ("three", "four", "ci regexp"),
    ),
    "numericalresponse": (
        (
            '<numericalresponse answer="{0}" partial_credit="list,close"><responseparam type="tolerance" default="{1}" '
            'partial_answers="{2}" partial_range="3"/><additional_answer answer="{2}"><correcthint>CANARY</correcthint>'
            "</additional_answer><correcthint>CANARY {0}</correcthint><formulaequationinput/></numericalresponse>"
        ),
        ("9876543", "5%", "77777"),
        ("[1234567,2345678)", "0.5", "88888"),
    ),
    "formularesponse": (
        (
            '<formularesponse answer="{0}" samples="{1}" type="cs"><responseparam type="tolerance" default="{2}"/>'
            '<formulaequationinput/><hintgroup><formulahint samples="{1}" answer="{0}+1" name="CANARY"/>'
            '<hintpart on="CANARY"><text>CANARY {0}</text></hintpart></hintgroup></formularesponse>'
        ),
        ("CANARYa*3", "CANARYa@1:2#5", "1%"),
        ("CANARYb^2", "CANARYb,CANARYc@3,4:5,6#7", "0.1"),
    ),
}
MORE = "<solution>CANARY-{0}</solution><demandhint><hint>CANARY {1}</hint></demandhint>"


def pair(kind: str, attributes: str = "") -> list[str]:
    body, *sides = PAIRS[kind]
    return [
        SHELL.format(attributes=attributes, body=body.format(*side), more=MORE.format(*side))
        for side in sides
    ]


def everything(world, xml: str, *, user: int = 7) -> str:
    """All that a learner can get without having answered."""
    world.load(xml)
    block = world.block(user)
    fragment = block.runtime.render(block, "student_view", {})
    got = [repr(fragment.to_dict()), repr(fragment.json_init_args)]
    got += [world.post(handler, {}, user_id=user).text for handler in ("save", "submit", "show", "reset")]
    got.append(world.html(user_id=user))
    return re.sub(r"\d\d:\d\d(:\d\d)?", "", "\n".join(got))


@pytest.mark.parametrize("attributes", ["", 'showanswer="never"', 'grading_method="highest_score"'])
@pytest.mark.parametrize("kind", PAIRS)
def test_problems_that_differ_in_what_is_right_look_the_same_before_an_answer(world, clock, kind, attributes):
    one, other = (everything(type(world)(), xml) for xml in pair(kind, attributes))
    assert one == other
    assert not CANARY.search(one)


WRONG = {
    "optionresponse": {"2_1": "option_0", "2_2": "option_0"},
    "choiceresponse": {"2_1": ["choice_1"]},
    "stringresponse": {"2_1": "none of them"},
    "numericalresponse": {"2_1": "3"},
    "formularesponse": {"2_1": "4"},
}


@pytest.mark.parametrize("kind", PAIRS)
def test_withheld_correctness_hides_what_is_right_after_an_answer_too(world, clock, kind):
    replies = []
    for xml in pair(kind, 'show_correctness="never" showanswer="always"'):
        world.load(xml)
        answer = world.post("submit", WRONG.get(kind, {"2_1": "choice_0"}), user_id=len(replies))
        assert (answer.json["status"], len(answer.published)) == ("submitted", 1)
        text = answer.text + world.post("show", user_id=len(replies)).text + world.html(user_id=len(replies))
        assert not CANARY.search(text)
        replies.append(text)
    if kind != "targeted":  # its choices are shuffled for each learner
        assert replies[0] == replies[1]


def test_a_draw_and_its_solutions_say_nothing_before_an_answer(world):
    choices = "".join(
        f'<choice correct="{str(i < 2).lower()}" explanation-id="CANARY-{i}">c{i}</choice>' for i in range(6)
    )
    xml = SHELL.format(
        attributes="",
        body=f'<multiplechoiceresponse><choicegroup answer-pool="3">{choices}</choicegroup></multiplechoiceresponse>'
        "<solutionset><solution explanation-id='CANARY-0'>CANARY</solution></solutionset>",
        more="",
    )
    for user in range(5):
        assert not CANARY.search(everything(world, xml, user=user))


@pytest.mark.parametrize(
    "body",
    [
        '<script type="loncapa/python">answer = "CANARY"</script><customresponse cfn="check" expect="CANARY"><textline correct_answer="CANARY"/></customresponse>',
        '<imageresponse><imageinput src="/static/a.png" width="1" height="1" rectangle="(1,2)-(3,4)CANARY"/></imageresponse>',
        '<symbolicresponse expect="CANARY"><textline/></symbolicresponse><solution>CANARY</solution>',
        '<choicetextresponse><radiotextgroup><choice correct="true">CANARY<numtolerance_input answer="CANARY"/></choice></radiotextgroup></choicetextresponse>',
        '<annotationresponse><annotationinput><options><option choice="correct">CANARY</option></options></annotationinput></annotationresponse>',
        '<coderesponse queuename="CANARY"><textbox/><codeparam><answer_display>CANARY</answer_display></codeparam></coderesponse>',
        '<numericalresponse answer="CANARY$x"><textline/><correcthint>CANARY</correcthint></numericalresponse>',
        '<stringresponse answer="(CANARY*)*" type="regexp"><textline/></stringresponse><solutionset><solution>CANARY</solution></solutionset>',
        '<targetedfeedbackset><targetedfeedback explanation-id="CANARY">CANARY</targetedfeedback></targetedfeedbackset><schematicresponse><schematic value="CANARY"/><answer>CANARY</answer></schematicresponse>',
        "<stringresponse answer='CANARY'><textline/><p>not closed",
    ],
)
def test_a_card_has_nothing_of_the_answers(world, body):
    block = world.load('<problem url_name="c"/>').block()
    block.data = body
    block.save()
    html = world.block().student_view({}).content
    assert "cannot be run here" in html
    assert not CANARY.search(html)
