"""The Incoterms chooser against the table of the programme, and its rules for every fact."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luban_xblocks.incoterm.cases import CASES
from luban_xblocks.incoterm.route import passing, stops
from luban_xblocks.incoterm.rules import (
    ANY_MODE,
    RULES,
    SEA_ONLY,
    UnclearFacts,
    differing,
    rule_of,
    score,
    share_of_rule,
)

TABLE = {
    # case: point, carriage, insurance, mode, key, risk in main carriage
    "1": ("premises", "buyer", "none", "any", "EXW", "buyer"),
    "2": ("carrier_origin", "buyer", "none", "any", "FCA", "buyer"),
    "3": ("carrier_origin", "buyer", "none", "any", "FCA", "buyer"),
    "4": ("carrier_origin", "seller", "none", "any", "CPT", "buyer"),
    "5": ("carrier_origin", "seller", "A", "any", "CIP", "buyer"),
    "6": ("alongside", "buyer", "none", "sea", "FAS", "buyer"),
    "7": ("onboard", "buyer", "none", "sea", "FOB", "buyer"),
    "8": ("onboard", "seller", "none", "sea", "CFR", "buyer"),
    "9": ("onboard", "seller", "C", "sea", "CIF", "buyer"),
    "10": ("dest_ready", "seller", "none", "any", "DAP", "seller"),
    "11": ("dest_unloaded", "seller", "none", "any", "DPU", "seller"),
    "12": ("dest_cleared", "seller", "none", "any", "DDP", "seller"),
    "13": ("dest_cleared", "seller", "none", "any", "DDP", "seller"),
    "14": ("carrier_origin", "buyer", "none", "any", "FCA", "buyer"),
    "15": ("carrier_origin", "seller", "A", "any", "CIP", "buyer"),
    "16": ("carrier_origin", "buyer", "none", "any", "FCA", "buyer"),
}
RULE_TABLE = {
    # rule: main carriage, insurance, export, import, sea, named place, risk passes at, costs pass at
    "EXW": ("buyer", "none", "buyer", "buyer", False, "origin", 0, 0),
    "FCA": ("buyer", "none", "seller", "buyer", False, "origin", 2, 2),
    "CPT": ("seller", "none", "seller", "buyer", False, "destination", 2, 4),
    "CIP": ("seller", "A", "seller", "buyer", False, "destination", 2, 4),
    "DAP": ("seller", "none", "seller", "buyer", False, "destination", 6, 6),
    "DPU": ("seller", "none", "seller", "buyer", False, "destination", 6, 6),
    "DDP": ("seller", "none", "seller", "seller", False, "destination", 6, 6),
    "FAS": ("buyer", "none", "seller", "buyer", True, "origin", 2, 2),
    "FOB": ("buyer", "none", "seller", "buyer", True, "origin", 3, 3),
    "CFR": ("seller", "none", "seller", "buyer", True, "destination", 3, 4),
    "CIF": ("seller", "C", "seller", "buyer", True, "destination", 3, 4),
}


def test_there_are_the_sixteen_cases_of_the_programme():
    assert [case.id for case in CASES] == list(TABLE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_has_the_facts_and_the_key_of_the_table(case):
    *facts, key, risk = TABLE[case.id]
    assert [case.values[name] for name in ("point", "carriage", "insurance", "mode")] == facts
    found = rule_of(case.values)
    assert (found.id, found.risk_in_main_carriage) == (key, risk)
    assert case.values["trap"]
    assert key not in case.values["title"]
    assert case.id == "14" or key not in case.values["situation"]


@pytest.mark.parametrize("name", RULE_TABLE)
def test_a_rule_is_that_of_the_eleven(name):
    rule = RULES[name]
    found = (rule.carriage, rule.insurance, rule.export, rule.imports, rule.sea, rule.place)
    assert (*found, *passing(rule, {})) == RULE_TABLE[name]


def test_seven_rules_are_for_any_mode_and_four_for_the_sea_only():
    assert [rule.id for rule in ANY_MODE] == ["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP"]
    assert [rule.id for rule in SEA_ONLY] == ["FAS", "FOB", "CFR", "CIF"]


def test_only_rules_of_arrival_leave_the_risk_with_the_seller_on_the_way():
    assert [r.id for r in RULES.values() if r.risk_in_main_carriage == "seller"] == ["DAP", "DPU", "DDP"]


def test_case_14_grants_half_for_the_quoted_rule():
    values = next(case for case in CASES if case.id == "14").values
    partial = {values["near_rule"]: Decimal(values["near_percent"])}
    assert [share_of_rule(name, "FCA", partial) for name in ("FCA", "FOB", "CIF")] == [100, 50, 0]
    assert score(Decimal(50), True) == 75
    assert [case.id for case in CASES if case.values["near_rule"] != "none"] == ["14"]


@pytest.mark.parametrize(
    ("share", "risk", "points"), [(100, True, 100), (100, False, 50), (0, True, 50), (0, False, 0)]
)
def test_rule_and_risk_count_alike(share, risk, points):
    assert score(Decimal(share), risk) == points


FACTS = [
    dict(zip(("point", "carriage", "insurance", "mode"), one, strict=True))
    for one in product(
        ("premises", "carrier_origin", "alongside", "onboard", "dest_ready", "dest_unloaded", "dest_cleared"),
        ("buyer", "seller"),
        ("none", "C", "A"),
        ("any", "sea"),
    )
]


def test_every_set_of_facts_has_one_rule_or_a_reason_why_not():
    found, reasons = set(), []
    for facts in FACTS:
        try:
            found.add(rule_of(facts).id)
        except UnclearFacts as unclear:
            reasons.append((unclear.fact, unclear.message))
    assert found == set(RULES)
    assert all(fact in FACTS[0] and message for fact, message in reasons)


def test_the_right_rule_differs_in_nothing_and_every_other_in_something():
    for case in CASES:
        key = rule_of(case.values).id
        assert [name for name, rule in RULES.items() if not differing(rule, case.values)] == [key]


@given(
    st.fixed_dictionaries({name: st.text(max_size=12) for name in ("point", "carriage", "insurance", "mode")})
)
def test_facts_that_are_none_are_refused_and_never_break(facts):
    if facts["point"] not in {rule.point for rule in RULES.values()}:
        with pytest.raises(UnclearFacts):
            rule_of(facts)


@given(st.sampled_from(list(RULES)), st.sampled_from(list(RULES)), st.integers(-500, 500), st.booleans())
def test_nothing_earns_more_than_everything_or_less_than_nothing(chosen, key, part, risk):
    assert 0 <= score(share_of_rule(chosen, key, {chosen: Decimal(part)}), risk) <= 100


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("vehicle", ["ship", "plane", "lorry", "camel"])
def test_on_the_way_the_seller_bears_first_then_it_passes_once_then_the_buyer_bears(name, vehicle):
    way = stops({"vehicle": vehicle}, RULES[name])
    assert len(way) == 7
    for bar in ([one.risk for one in way], [one.costs for one in way]):
        assert bar.count("passes") == 1
        place = bar.index("passes")
        assert set(bar[:place]) <= {"seller"}
        assert set(bar[place + 1 :]) <= {"buyer"}


def test_goods_loaded_at_the_sellers_place_pass_their_risk_there():
    assert passing(RULES["FCA"], {"at_premises": True}) == (0, 0)
    assert passing(RULES["CPT"], {"at_premises": True}) == (0, 4)
    assert passing(RULES["FOB"], {"at_premises": True}) == (3, 3)


def test_before_a_rule_is_chosen_nothing_is_marked():
    assert all((one.risk, one.costs, one.customs) == ("", "", "") for one in stops({"vehicle": "ship"}))
