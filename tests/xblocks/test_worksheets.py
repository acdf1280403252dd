"""Payout, reorder and pricing: the tables of the programme, and what holds for every worksheet."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from luban_xblocks.kit.simulator.worksheet import keys, mark, score
from lxml import etree

PAYOUT_LINES = (
    "gross",
    "referral",
    "back",
    "kept",
    "net",
    "reserve",
    "payout",
    "client_rate",
    "received",
    "mad",
    "fx_cost",
)
REORDER_LINES = ("safety", "point", "economic", "quantity", "position", "order", "cover")
PRICE_LINES = ("cost", "fixed", "rest", "can", "price", "floor", "profit", "acos", "roas")
KPI_LINES = ("cvr", "aov", "cac", "return_rate", "odr", "turnover", "dio", "sell_through", "ltv", "ltv_cac")


def row(names: tuple[str, ...], text: str) -> dict[str, str]:
    return dict(zip(names, text.split(), strict=True))


KEYS: dict[tuple[str, str], dict[str, str]] = {
    ("payout", "P1"): row(PAYOUT_LINES, "2490.00 373.50 22.41 4.48 1217.04 121.70 1215.34 9.7510 1215.34 11800.78 241.85"),
    ("payout", "P2"): row(PAYOUT_LINES, "2000.00 160.00 4.96 0.00 1687.96 0.00 1687.96 10.6704 1679.96 17895.85 217.72"),
    ("payout", "P3"): row(PAYOUT_LINES, "3200.00 480.00 72.00 14.40 1105.61 165.84 939.77 9.7510 939.77 9113.70 187.01"),
    ("payout", "R1"): {"difference": "150.00", "cause": "fixed_fee"},
    ("payout", "R2"): {"difference": "120.93", "cause": "rate"},
    ("payout", "R3"): {"difference": "1186.70", "cause": "reserve"},
    ("payout", "R4"): {"cause": "unknown"},
    ("payout", "D1"): {"export1": "2026-08-07", "export2": "2027-02-12", "export3": "2027-04-01", "export4": "2026-06-08"},
    ("reorder", "A"): row(REORDER_LINES, "30 270 540.37 541 310 0 25.8"),
    ("reorder", "B"): row(REORDER_LINES, "30 270 540.37 541 228 541 20.0"),
    ("reorder", "C"): row(REORDER_LINES, "343 1543 1479.86 1488 1350 1488 22.5"),
    ("reorder", "D"): row(REORDER_LINES, "52 187 165.45 170 180 170 40.0"),
    ("reorder", "E"): row(REORDER_LINES, "53 403 697.61 698 403 698 16.1"),
    ("reorder", "F"): row(REORDER_LINES, "29 379 697.61 698 380 0 15.2"),
    ("kpi", "PR1"): row(PRICE_LINES, "12.95 12.95 0.550 possible 23.55 15.79 6.36 27.00 3.70"),
    ("kpi", "PR2"): row(PRICE_LINES, "32.46 32.66 0.545 possible 59.92 37.32 19.77 33.00 3.03"),
    ("kpi", "PR3"): row(PRICE_LINES, "10.77 16.17 0.550 possible 29.40 20.21 7.35 25.01 4.00"),
    ("kpi", "PR4"): {"can": "impossible"},
    ("kpi", "K1"): row(KPI_LINES, "3.00 40.00 18.00 4.44 0.74 5.00 73 75.00 33.60 1.87"),
}  # fmt: skip
"""The keys of the programme's own tables, by block and case."""
BLOCKS = ("payout", "reorder", "kpi")
IDS = ["-".join(one) for one in KEYS]


def typed(value: str) -> Any:
    try:
        return Decimal(value)
    except ArithmeticError:
        return date.fromisoformat(value) if value[:1].isdigit() else value


def sheet(play: Any, block: str, case: str) -> tuple[Any, Any]:
    found = play(f'<luban_{block} url_name="x"/>').block
    return found, next(one for one in found.all_cases if one.id == case)


@pytest.mark.parametrize(("block", "case"), KEYS, ids=IDS)
def test_a_case_has_the_keys_of_the_table(play, block, case):
    found, one = sheet(play, block, case)
    there = keys(found.lines(one), found.data(one))
    for name, value in KEYS[block, case].items():
        assert there[name] == typed(value), name


@pytest.mark.parametrize(("block", "case"), KEYS, ids=IDS)
def test_the_keys_earn_everything_through_the_page(play, block, case):
    learner = play(f'<luban_{block} url_name="x"/>')
    found, one = sheet(play, block, case)
    inputs = {name: str(value) for name, value in keys(found.lines(one), found.data(one)).items()}
    said = learner.post("check", case=case, inputs=inputs, seconds="60")
    assert said["status"] == "checked", said
    assert learner.block.best[case] == "100.00"
    assert learner.block.attempts[0]["seconds"] == 60


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.sampled_from(sorted(KEYS)), data=st.data())
def test_no_answer_crashes_a_sheet_or_earns_more_than_everything(play, which, data):
    found, one = sheet(play, *which)
    lines = found.lines(one)
    number = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False)
    kinds = {"choice": st.sampled_from(["possible", "rate", "x"]), "date": st.dates()}
    answers = {
        line.id: data.draw(kinds.get(line.kind, number))
        for line in lines
        if data.draw(st.booleans(), label=line.id)
    }
    assert 0 <= score(mark(lines, found.data(one), answers)) <= 100


@pytest.mark.parametrize(("block", "case"), KEYS, ids=IDS)
def test_no_key_is_sent_before_it_is_earned(play, block, case):
    learner = play(f'<luban_{block} url_name="x"/>')
    learner.post("open_case", case=case)
    first = next(line.id for line in sheet(play, block, case)[0].lines(sheet(play, block, case)[1]))
    learner.view()
    learner.post("keep", case=case, inputs={first: "1"})
    sent = (
        " ".join(learner.sent)
        + json.dumps(learner.block.student_view_data())
        + json.dumps(learner.block.index_dictionary())
    )
    text = "".join(etree.HTML(sent).itertext()) + " ".join(etree.HTML(sent).xpath("//@value"))
    plain = text.replace("\u00a0", "").replace(",", "")
    telling = [value for value in KEYS[block, case].values() if len(value) > 6 and value[:1].isdigit()]
    shown = {value for value in sheet(play, block, case)[1].values.values() if isinstance(value, Decimal)}
    assert [value for value in telling if value in plain and typed(value) not in shown] == []


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_a_sheet_is_whole_in_every_language(play, block, language):
    learner = play(f'<luban_{block} url_name="x"/>', language=language)
    for case in [one.id for one in learner.block.all_cases]:
        learner.post("open_case", case=case)
        text = "".join(etree.HTML(learner.view()).itertext())
        assert not [
            word for word in ("Check", "line 1", "Saved", "begun", "rounded", "Training") if word in text
        ]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_authors_form_is_there_and_refuses_an_empty_case_with_its_place(play, block):
    author = play(f'<luban_{block} url_name="x"/>', staff=True)
    assert "data-add-case" in author.view("studio_view")
    said = author.post("studio_submit", settings={}, asked=[], cases=[{"id": "own", "values": {}}])
    assert said["code"] == 400
    assert said["place"].startswith("cases[0].")


def test_equality_with_the_reorder_point_orders(play):
    assert KEYS["reorder", "E"]["position"] == KEYS["reorder", "E"]["point"]
    assert KEYS["reorder", "E"]["order"] == "698"


def test_higher_service_costs_the_units_that_the_text_says():
    assert int(KEYS["reorder", "E"]["safety"]) - int(KEYS["reorder", "F"]["safety"]) == 24
