"""What is text in a body, where it stands, and that nothing else is touched."""

from __future__ import annotations

import pytest

from luban_lms.courses.translation.captions import cues
from luban_lms.courses.translation.markup import segments, splice


def places(body: str, kind: str = "html") -> dict[str, str]:
    return {segment.place: segment.source for segment in segments(body, kind)}


def test_a_paragraph_keeps_its_inline_markup_and_loses_its_line_breaks():
    assert places("<p>\n  One <b>two</b>\n  three\n</p>") == {"p[1]": "One <b>two</b> three"}


def test_every_kind_of_text_element_is_found():
    body = (
        "<h3>a</h3><table><caption>b</caption><tr><th>c</th><td>d</td></tr></table><figure><img alt='e'/>"
        "<figcaption>f</figcaption></figure><dl><dt>g</dt><dd>h</dd></dl><details><summary>i</summary></details>"
        "<blockquote>j</blockquote><fieldset><legend>k</legend></fieldset>"
    )
    assert "".join(sorted(places(body).values())) == "abcdefghijk"


def test_an_element_that_only_holds_blocks_has_no_text_of_its_own():
    assert places("<div><section><p>x</p></section></div>") == {"p[1]": "x"}


def test_text_around_a_nested_list_is_cut_where_the_list_stands():
    assert places("<ul><li>before<ul><li>in</li></ul>after</li></ul>") == {
        "li[1]": "before",
        "li[2]": "in",
        "li[1].2": "after",
    }


def test_loose_text_outside_every_element_is_found():
    assert places("loose <p>x</p> end") == {"body": "loose", "p[1]": "x", "body.2": "end"}


def test_the_picture_in_a_sentence_stays_in_it_and_one_alone_gives_its_alt():
    assert places('<p>See <img src="a" alt="map"/> here</p>') == {"p[1]": 'See <img src="a" alt="map"/> here'}
    assert places('<p><img src="a" alt="A &amp; B"/></p>') == {"img[1]@alt": "A & B"}


def test_what_has_no_letters_is_not_for_translators():
    assert places("<p>30 %</p><td>12&nbsp;500</td><p>&#8212;</p>") == {}


def test_code_scripts_and_what_says_so_are_left_alone():
    body = '<script>var a = "<p>no</p>";</script><style>p{}</style><p translate="no">no</p><!-- <p>no</p> -->'
    assert places(body) == {}
    assert places('<p><code translate="no">x y</code></p>') == {}
    assert list(places('<p>Type <code translate="no">x</code></p>')) == ["p[1]"]


def test_html_with_open_ends_and_strays_is_read():
    assert places("<ul><li>A<li>B</ul></td><p>C<p>D a<b 5") == {
        "li[1]": "A",
        "li[2]": "B",
        "p[1]": "C",
        "p[2]": "D a<b 5",
    }


def test_a_problem_gives_its_question_choices_hints_and_answers():
    body = (
        '<stringresponse answer="Rabat" type="ci"><label>Capital?</label><description>City</description>'
        '<additional_answer answer="Ribat"/><correcthint>Yes</correcthint><textline trailing_text="city"/>'
        "</stringresponse><optionresponse><optioninput><option correct='True'>x1<optionhint>h</optionhint>"
        "</option></optioninput></optionresponse><solution><div><p>Why</p></div></solution>"
        "<demandhint><hint>Think</hint></demandhint>"
    )
    assert places(body, "xml") == {
        "stringresponse[1]@answer": "Rabat",
        "label[1]": "Capital?",
        "description[1]": "City",
        "additional_answer[1]@answer": "Ribat",
        "correcthint[1]": "Yes",
        "textline[1]@trailing_text": "city",
        "option[1]": "x1",
        "optionhint[1]": "h",
        "p[1]": "Why",
        "hint[1]": "Think",
    }


def test_a_regular_expression_and_a_number_are_rules_and_not_texts():
    body = (
        '<stringresponse answer="R.*" type="ci regexp"><additional_answer answer="S.*"/></stringresponse>'
        '<numericalresponse answer="pi"/>'
    )
    assert places(body, "xml") == {}


def test_a_translation_goes_where_its_source_stood_and_every_other_byte_stays():
    body = "<P >\n One</P><!-- c --><img alt='a \"b\"'  src=x>\t<td>2</td>"
    found = segments(body, "html")
    assert splice(body, {segment: segment.source for segment in found[:1]}) == body
    done = splice(body, {found[0]: "واحد", found[1]: 'x "y" <z>'})
    assert done == ('<P >\n واحد</P><!-- c --><img alt="x &quot;y&quot; &lt;z&gt;"  src=x>\t<td>2</td>')


def test_the_cues_of_subtitles_are_texts_and_their_times_are_not():
    body = (
        "WEBVTT\n\nNOTE hello\n\n1\n00:01.000 --> 00:02.000\nOne\ntwo\n\n00:00:03.000 --> 00:00:04.000\n♪\n"
    )
    (cue,) = cues(body)
    assert (cue.place, cue.source) == ("cue[1]", "One two")
    assert "00:02.000\nواحد\n\n00:00:03" in splice(body, {cue: "واحد"})


def test_subrip_is_read_too():
    assert [
        c.source
        for c in cues(
            "1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\n\r\n2\r\n00:00:02,500 --> 00:00:03,000\r\nTwo"
        )
    ] == ["One", "Two"]


@pytest.mark.parametrize(
    "piece", ["<!--", "<b>", "<p>", "</p>", "<![CDATA[", "<a '\"", "<li>", "<?x ", "<a ="]
)
def test_hostile_markup_ends(piece: str):
    segments(piece * 20_000, "html")
