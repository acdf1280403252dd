"""The classification drill against the tables of the programme, and its rules for every input."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luban_xblocks.hs_code import drill
from luban_xblocks.hs_code.cards import CARDS
from luban_xblocks.hs_code.chapters import CHAPTERS, chapter_title
from luban_xblocks.hs_code.drawings import DRAWINGS, PATHS
from luban_xblocks.hs_code.rules import CODE, Tally, agreement, card_points, reasons_of, tally
from luban_xblocks.kit.shuffling import shuffled

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

TABLE = {
    # card: key, three other codes, cards whose reasons stand beside its own
    "1": ("1515.90", "1509.20 3304.99 3301.29", "8 14 20"),
    "2": ("1509.20", "1509.90 1510.10 1515.90", "9 15 21"),
    "3": ("0910.20", "0904.21 1211.90 0910.30", "10 16 22"),
    "4": ("0409.00", "1702.90 2106.90 0410.90", "11 17 23"),
    "5": ("0804.10", "0813.40 2008.99 0805.10", "12 18 24"),
    "6": ("0902.10", "0902.20 0903.00 2101.20", "13 19 25"),
    "7": ("3401.20", "3401.11 3401.30 3402.50", "14 20 26"),
    "8": ("3305.10", "3401.30 3305.90 3304.99", "15 21 27"),
    "9": ("3304.99", "1515.90 3003.90 3301.29", "16 22 28"),
    "10": ("3301.29", "3301.25 1515.90 3302.90", "17 23 29"),
    "11": ("3301.90", "3301.29 2201.90 3303.00", "18 24 30"),
    "12": ("4202.21", "4202.22 4202.31 4205.00", "19 25 1"),
    "13": ("4202.31", "4202.21 4202.91 4205.00", "20 26 2"),
    "14": ("6403.59", "6403.99 6405.10 6404.20", "21 27 3"),
    "15": ("5701.10", "5702.10 5703.10 5705.00", "22 28 4"),
    "16": ("5702.10", "5701.10 5805.00 5703.10", "23 29 5"),
    "17": ("6109.10", "6105.10 6205.20 6110.20", "24 30 6"),
    "18": ("6204.43", "6104.43 6206.40 6211.43", "25 1 7"),
    "19": ("6912.00", "6911.10 6913.90 7323.99", "26 2 8"),
    "20": ("4420.90", "4420.11 4421.99 9403.60", "27 3 9"),
    "21": ("7113.11", "7114.11 7117.19 7117.90", "28 4 10"),
    "22": ("7117.19", "7113.20 7117.90 7419.80", "29 5 11"),
    "23": ("8517.13", "8517.14 8471.30 8525.89", "30 6 12"),
    "24": ("3926.90", "4202.32 8517.79 3924.90", "1 7 13"),
    "25": ("8507.60", "8504.40 8506.50 8507.80", "2 8 14"),
    "26": ("8504.40", "8507.60 8544.42 8536.69", "3 9 15"),
    "27": ("8544.42", "8544.49 8536.69 8504.40", "4 10 16"),
    "28": ("8539.52", "8539.51 9405.41 8541.41", "5 11 17"),
    "29": ("8517.62", "9102.12 8517.13 9031.80", "6 12 18"),
    "30": ("9503.00", "9505.90 6307.90 9504.90", "7 13 19"),
}


def test_there_are_the_thirty_cards_of_the_programme():
    assert [card.id for card in CARDS] == list(TABLE)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_has_the_codes_and_reasons_of_the_table(card):
    key, others, beside = TABLE[card.id]
    assert (card.values["code"], card.values["others"]) == (key, others.split())
    reasons = {one.id: one.values["reason"] for one in CARDS}
    assert reasons_of(card.id, card.values["reasons_of"], reasons, "seed") == beside.split()
    assert card.values["drawing"] in PATHS
    assert all(CODE.match(code) and chapter_title(code) for code in (key, *others.split()))


def test_no_reason_names_the_code_of_a_card():
    assert not [card.id for card in CARDS for key, *_ in TABLE.values() if key in card.values["reason"]]


def test_every_chapter_has_a_title_and_every_drawing_a_path():
    assert len(CHAPTERS) == 96
    assert "77" not in CHAPTERS
    assert {name for name, _ in DRAWINGS} == set(PATHS)


def test_the_worked_score_is_113_of_180_and_does_not_pass():
    records = (
        [{"outcome": "right", "reason_right": True}] * 15
        + [{"outcome": "right", "reason_right": False}] * 7
        + [{"outcome": "wrong"}] * 5
        + [{"outcome": "skipped"}] * 3
    )
    found = tally(records)
    assert found == Tally(right=22, wrong=5, skipped=3, reasons=15)
    assert (found.points, found.percent(30)) == (113, Decimal("62.78"))


@pytest.mark.parametrize(("wrong", "points", "passes"), [(1, 125, False), (0, 126, True)])
def test_126_points_of_180_pass(wrong, points, passes):
    found = Tally(right=21, reasons=21, wrong=wrong)
    assert found.points == points
    assert (found.percent(30) >= 70) is passes


def test_the_total_never_goes_below_zero():
    assert Tally(wrong=30).points == 0


@pytest.mark.parametrize(
    ("record", "points"),
    [
        ({"outcome": "right", "reason_right": True}, 6),
        ({"outcome": "right"}, 4),
        ({"outcome": "wrong", "reason_right": True}, -1),
        ({"outcome": "skipped"}, 0),
        ({"outcome": "late"}, 0),
        ({}, 0),
    ],
)
def test_a_card_earns_what_its_outcome_is_worth(record, points):
    assert card_points(record) == points


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "outcome": st.sampled_from(["right", "wrong", "skipped", "late", "", "odd"]),
                "reason_right": st.booleans(),
            },
        ),
        max_size=60,
    )
)
def test_no_round_earns_more_than_everything_or_less_than_nothing(records):
    found = tally(records)
    assert 0 <= found.points <= 6 * len(records)
    assert 0 <= found.percent(len(records)) <= 100


@pytest.mark.parametrize(
    ("answer", "key", "depth"),
    [
        ("1509.20", "1509.20", "subheading"),
        ("1509.90", "1509.20", "heading"),
        ("1515.90", "1509.20", "chapter"),
        ("3304.99", "1509.20", "none"),
    ],
)
def test_a_code_agrees_down_to_a_level(answer, key, depth):
    assert agreement(answer, key) == depth


@given(st.text(), st.text())
def test_an_order_depends_on_its_seed_alone_and_loses_nothing(one, two):
    items = list("ABCDEF")
    assert sorted(shuffled(items, one, two)) == items
    assert shuffled(items, one, two) == shuffled(items, one, two)


def test_different_learners_meet_different_orders():
    assert len({tuple(shuffled("ABCD", "block", user, "1")) for user in range(40)}) > 10


def test_reasons_that_say_the_same_never_stand_beside_each_other():
    reasons = {"a": "Named.", "b": "Named.", "c": "Other.", "d": "Third.", "e": "Third."}
    assert sorted(reasons_of("a", ["b", "zz"], reasons, "seed")) in (["c", "d"], ["c", "e"])


def test_an_answer_is_late_after_the_time_of_the_card_and_two_seconds():
    record = {"opened": NOW.isoformat()}
    for seconds, late in ((0, False), (60, False), (62, False), (63, True)):
        assert drill.is_late(record, NOW + timedelta(seconds=seconds), 60) is late
    assert not drill.is_late(record, NOW + timedelta(days=9), 0)


@pytest.mark.parametrize(("extra", "limit"), [(0, 60), (50, 90), (33, 79), (300, 240)])
def test_extra_time_makes_a_card_longer(extra, limit):
    assert drill.limit_of(60, extra) == limit
    assert drill.limit_of(0, extra) == 0


@pytest.mark.parametrize(
    ("attributes", "percent"),
    [
        ({}, 0),
        ({"luban.extra_time_percent": 50}, 50),
        ({"luban.extra_time_percent": "25"}, 25),
        ({"edx-platform.extra_time_percent": 5000}, 300),
        ({"extra_time_percent": -5}, 0),
        ({"extra_time_percent": True}, 0),
        ({"extra_time_percent": None}, 0),
        ({"extra_time_percent": "fast"}, 0),
    ],
)
def test_extra_time_is_what_the_host_says_and_nothing_else(attributes, percent):
    assert drill.extra_percent(None, attributes) == percent


def test_a_card_that_is_opened_again_keeps_its_time():
    first = drill.opened(drill.begun(1, NOW), "1", NOW)
    again = drill.opened(first, "1", NOW + timedelta(seconds=30))
    assert drill.spent(drill.record_of(again, "1"), NOW + timedelta(seconds=40)) == 40
