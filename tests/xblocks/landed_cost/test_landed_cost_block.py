"""The landed-cost block as a learner, an author and a course meet it."""

from __future__ import annotations

import json

import pytest
from lxml import etree

KEYS = {
    "cif": "13870.30",
    "duty": "4161.09",
    "parafiscal": "34.68",
    "base": "18066.07",
    "vat": "3613.21",
    "total": "22129.28",
    "unit": "44.26",
}
OWN = """<luban_landed_cost url_name="own" display_name="Our tiles"><case id="tiles" regime="morocco" currency="EUR" goods="500"
 freight="50" insurance="5" fx="10.8" di="0.175" vat_rate="0.2" broker="100" quantity="10" recover="true">
<title>Tiles</title><situation>Ten boxes of tiles &amp; grout.</situation></case></luban_landed_cost>"""


@pytest.fixture
def learner(play):
    return play('<luban_landed_cost url_name="lc"/>')


def test_a_right_sheet_passes_the_case_and_is_a_thirteenth_of_the_points(learner):
    said = learner.post("check", case="A", inputs=KEYS, seconds="95")
    assert (said["code"], said["status"]) == (200, "checked")
    assert learner.event("grade") == {"value": round(1 / 13, 6), "max_value": 1.0}
    assert learner.event("completion") == {"completion": round(1 / 13, 6)}
    assert learner.block.best == {"A": "100.00"}
    assert "What would" not in said["html"]
    assert "And with a certificate EUR.1?" in said["html"]


def test_every_try_is_recorded_and_the_best_is_kept(learner):
    learner.post("check", case="A", inputs=KEYS, seconds="95")
    learner.post("check", case="A", inputs={"cif": "1"}, seconds="5")
    one, two = learner.block.attempts
    assert (one["case"], one["attempt"], one["score"], one["seconds"]) == ("A", 1, "100.00", 95)
    assert (two["attempt"], two["score"], two["inputs"], two["answer"]) == (
        2,
        "0.00",
        {"cif": "1"},
        {"cif": "1"},
    )
    assert learner.block.best == {"A": "100.00"}


def test_what_is_no_number_is_refused_and_no_attempt_is_counted(learner):
    said = learner.post("check", case="A", inputs={"cif": "12 apples"})
    assert (said["status"], said["place"]) == ("refused", "cif")
    assert "Line 1: write a number" in said["message"]
    assert learner.block.attempts == []
    assert learner.events == []
    assert 'value="12 apples"' in learner.view()


def test_an_empty_sheet_is_refused(learner):
    assert learner.post("check", case="A", inputs={"cif": " "})["message"].startswith(
        "Fill at least one line"
    )


def test_numbers_are_read_by_the_language_of_the_page(play):
    french = play('<luban_landed_cost url_name="lc"/>', language="fr")
    said = french.post("check", case="A", inputs={"cif": "13\u202f870,30"})
    assert "1 ligne juste sur 1 remplies" in said["message"]
    english = french.other("brahim", language="en")
    assert (
        "1 line right of 1 filled" in english.post("check", case="A", inputs={"cif": "13,870.30"})["message"]
    )


def test_a_form_without_a_script_is_an_answer_too(learner):
    said = learner.form("check", "case=A&in-cif=13870.30&in-duty=&seconds=")
    assert said["status"] == "checked"
    assert learner.block.attempts[0]["inputs"] == {"cif": "13870.30", "duty": ""}


def test_what_is_kept_is_never_an_attempt(learner):
    said = learner.post("keep", case="A", inputs={"cif": "13"})
    assert said["saved_at"]
    assert learner.block.attempts == []
    assert learner.events == []
    assert 'value="13"' in learner.view()


def test_another_case_opens_and_the_first_keeps_what_stands_in_it(learner):
    learner.post("keep", case="A", inputs={"cif": "13"})
    learner.post("open_case", case="K")
    assert "A rug of 310 EUR" in learner.view()
    learner.post("open_case", case="A")
    assert 'value="13"' in learner.view()


def test_an_unknown_case_is_refused(learner):
    assert learner.post("open_case", case="Z")["code"] == 400


def test_attempts_can_be_limited_for_each_case(play):
    learner = play('<luban_landed_cost url_name="lc" max_attempts="1"/>')
    learner.post("check", case="A", inputs={"cif": "1"})
    said = learner.post("check", case="A", inputs=KEYS)
    assert said["status"] == "over"
    assert len(learner.block.attempts) == 1
    assert learner.post("check", case="B", inputs={"cif": "1"})["status"] == "checked"


def test_two_learners_have_each_their_own_sheet(learner):
    learner.post("check", case="A", inputs=KEYS)
    assert learner.other("brahim").block.attempts == []


def test_no_key_reaches_the_browser_before_it_is_earned(learner):
    learner.view()
    learner.post("keep", case="A", inputs={"cif": "1"})
    learner.post("check", case="A", inputs={"cif": "1", "base": "18031.39"})
    sent = (
        " ".join(learner.sent)
        + json.dumps(learner.block.student_view_data())
        + json.dumps(learner.block.index_dictionary())
    )
    plain = sent.replace("\u00a0", "").replace(",", "").replace(" ", "")
    assert [key for key in KEYS.values() if key in plain] == []


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_nothing_of_the_interface_stays_in_english(play, language):
    html = play('<luban_landed_cost url_name="lc"/>', language=language).view()
    assert f'lang="{language}"' in html
    text = "".join(etree.HTML(html).itertext())
    assert not [
        word for word in ("Check", "Goods", "Customs value", "Saved", "begun", "rounded") if word in text
    ]


def test_an_authors_case_survives_olx(play):
    learner = play(OWN)
    node = etree.Element("x")
    learner.block.add_xml_to_node(node)
    again = etree.tostring(node, encoding="unicode")
    assert (
        play(again.replace("<luban_landed_cost ", '<luban_landed_cost url_name="again" ')).block.cases
        == learner.block.cases
    )
    assert "cases=" not in again
    assert learner.block.asked_cases[0].id == "tiles"
    assert "Ten boxes of tiles &amp; grout." in learner.view()


def test_the_form_adds_a_case_without_code(play):
    author = play('<luban_landed_cost url_name="lc"/>', staff=True)
    assert "data-add-case" in author.view("studio_view")
    values = {
        "title": "Lamps",
        "situation": "Forty lamps.",
        "regime": "morocco",
        "currency": "USD",
        "goods": "1 000,00",
        "fx": "9,95",
        "di": "17,5",
        "vat_rate": "20",
        "quantity": "40",
    }
    french = author.other("author", language="fr", staff=True).block
    changes = french.studio_changes(
        {
            "settings": {"display_name": "Lampes", "weight": "2"},
            "asked": ["lamps"],
            "cases": [{"id": "lamps", "values": values}],
        }
    )
    assert (changes["display_name"], changes["weight"], changes["asked"]) == ("Lampes", 2.0, ["lamps"])
    kept = changes["cases"][0]["values"]
    assert (kept["goods"], kept["di"], kept["vat_rate"], kept["quantity"]) == ("1000", "0.175", "0.2", "40")


@pytest.mark.parametrize(
    ("case", "place", "words"),
    [
        ({"id": "a b", "values": {}}, "cases[0].id", "short name"),
        ({"id": "A", "values": {}}, "cases[0].id", "Two cases"),
        ({"id": "x", "values": {}}, "cases[0].title", "Title of the case: fill this in"),
        (
            {"id": "x", "values": {"title": "t", "situation": "s", "goods": "many"}},
            "cases[0].goods",
            "write a number",
        ),
        (
            {"id": "x", "values": {"title": "t", "situation": "s", "goods": "200", "regime": "eu"}},
            "cases[0].regime",
            "150 EUR",
        ),
        (
            {"id": "x", "values": {"title": "t", "situation": "s", "goods": "0"}},
            "cases[0].regime",
            "needs goods",
        ),
    ],
)
def test_a_case_that_cannot_be_played_is_refused_with_its_place(play, case, place, words):
    author = play('<luban_landed_cost url_name="lc"/>', staff=True)
    said = author.post("studio_submit", settings={}, asked=[], cases=[case])
    assert (said["code"], said["place"]) == (400, place)
    assert words in said["error"]
