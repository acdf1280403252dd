"""Weights, prices and choices against the programme's tables, and against whatever a parcel may be."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luban_xblocks.kit.rounding import round2
from luban_xblocks.kit.simulator.worksheet import keys, mark, score
from luban_xblocks.shipping.cases import CASES, TARIFF
from luban_xblocks.shipping.drawing import draw, largest_scale
from luban_xblocks.shipping.lines import (
    lcl_lines,
    offers_of,
    repack_lines,
    route_lines,
    weight_lines,
)
from luban_xblocks.shipping.rules import Shipment, billed_units, choose, services_of, shipment_of

D = Decimal
SERVICES = services_of(TARIFF)
P1, P2, X1, A1 = SERVICES

# case: for P1, P2, X1, A1 in turn: volumetric, chargeable, price, fits
TABLE = {
    "1": ("P1", [("", "1.2", "144", 1), ("1.00", "1.5", "264", 1), ("1.20", "1.5", "420", 1), ("1.00", "45", "1575", 1)]),
    "2": ("P2", [("", "4.0", "396", 0), ("11.67", "12", "1146", 1), ("14.00", "14", "1795", 1), ("11.67", "45", "1575", 1)]),
    "3": ("X1", [("", "4.0", "396", 0), ("11.67", "12", "1146", 1), ("14.00", "14", "1795", 1), ("11.67", "45", "1575", 1)]),
    "4": ("P2", [("", "9", "846", 0), ("15.00", "15", "1398", 1), ("18.00", "18", "2235", 1), ("15.00", "45", "1575", 1)]),
    "5": ("A1", [("", "180", "16236", 0), ("160.00", "180", "15258", 1), ("192.00", "192", "21375", 1), ("160.00", "180", "6300", 1)]),
    "6": ("P1", [("", "0.3", "63", 1), ("0.22", "0.5", "180", 1), ("0.26", "0.5", "310", 1), ("0.22", "45", "1575", 1)]),
    "7": ("P2", [("", "2.1", "225", 0), ("12.00", "12", "1146", 1), ("14.40", "14.5", "1850", 1), ("12.00", "45", "1575", 1)]),
    "8": ("X1", [("", "2.4", "252", 0), ("10.13", "10.5", "1020", 1), ("12.15", "12.5", "1630", 1), ("10.13", "45", "1575", 1)]),
}  # fmt: skip
CASE = {one.id: one.values for one in CASES}


def offers_in(name):
    return offers_of(SERVICES, shipment_of(CASE[name]), CASE[name]["deadline"])


@pytest.mark.parametrize("name", TABLE)
def test_every_quote_of_a_case_is_that_of_the_table(name):
    chosen, quotes = TABLE[name]
    for offer, (volumetric, chargeable, price, fits) in zip(offers_in(name), quotes, strict=True):
        if volumetric:
            assert str(round2(offer.service.volumetric(offer.shipment))) == volumetric
        assert (offer.weight, offer.price, offer.fits) == (D(chargeable), D(price), bool(fits))
    truth = keys(route_lines(offers_in(name), counted=True), {})
    codes = {offer.name: offer.service.code for offer in offers_in(name)}
    assert codes[truth["choice"]] == chosen


def test_a_service_that_comes_too_late_is_late_and_the_last_day_is_in_time():
    assert [offer.in_time for offer in offers_in("3")] == [False, False, True, False]
    assert [offer.in_time for offer in offers_in("5")] == [False, False, True, True]
    assert [offer.in_time for offer in offers_in("7")] == [False, True, True, True]


def test_the_warm_up_is_that_of_the_text():
    offers = offers_of([P2, X1], shipment_of(CASE["W"]), 20)
    found = keys(weight_lines(offers), {})
    assert found == {"s1-volume": 4, "s1-weight": D("4.0"), "s2-volume": D("4.8"), "s2-weight": D("5.0")}


def test_vacuum_packing_saves_what_the_text_says():
    before = offers_of([P2], shipment_of(CASE["7V"]), 9)[0]
    after = offers_of([P2], shipment_of(CASE["7V"], "2"), 9)[0]
    found = keys(repack_lines(before, after), {})
    assert found == {"weight1": 12, "price1": 1146, "weight2": 4, "price2": 474, "saving": 672}


def test_lcl_bills_the_greater_of_cubic_metres_and_tonnes():
    assert keys(lcl_lines(shipment_of(CASE["5S"])), {}) == {
        "cbm": D("0.96"),
        "tonnes": D("0.18"),
        "units": D("0.96"),
    }
    assert billed_units(D("0.5"), D("1.2")) == D("1.2")
    assert keys(lcl_lines(shipment_of(CASE["5S"]), D(1)), {})["units"] == 1


@pytest.mark.parametrize(
    ("box", "service", "fits"),
    [
        (Shipment(D(60), D(20), D(10), D(2)), P1, True),
        (Shipment(D("60.1"), D(10), D(10), D(1)), P1, False),
        (Shipment(D(40), D(30), D("20.1"), D(1)), P1, False),
        (Shipment(D(10), D(10), D(10), D("2.01")), P1, False),
        (Shipment(D(10), D(10), D(10), D(1), 2), P1, False),
        (Shipment(D(100), D(50), D(50), D(30)), P2, True),
        (Shipment(D(100), D(50), D("50.1"), D(30)), P2, False),
        (Shipment(D(20), D(120), D(20), D(70)), X1, True),
        (Shipment(D(20), D("120.5"), D(20), D(70)), X1, False),
        (Shipment(D(300), D(200), D(200), D(5000)), A1, True),
    ],
)
def test_limits_are_kept_and_equality_is_accepted(box, service, fits):
    assert service.fits(box) is fits


def test_at_equal_prices_the_faster_is_taken_and_none_when_none_may():
    assert choose([("s1", True, D(10), 9), ("s2", True, D(10), 4), ("s3", False, D(1), 1)]) == "s2"
    assert choose([("s1", False, D(10), 9)]) == "none"


def right_answers(name):
    return keys(route_lines(offers_in(name), counted=True), {})


def test_a_struck_out_service_counts_one_line():
    lines = [line.id for line in route_lines(offers_in("2"), counted=True)]
    assert len(lines) == 1 + 3 * 4 + 1
    assert [one for one in lines if one.startswith("s1")] == ["s1-fits"]


def test_a_wrong_weight_is_counted_once_and_carried_to_price_and_choice():
    answers = {**right_answers("2"), "s2-weight": D("20"), "s2-price": D(180) + 42 * 39}
    answers["choice"] = "s4"
    marks = {one.id: one for one in mark(route_lines(offers_in("2"), counted=True), {}, answers)}
    assert marks["s2-weight"].verdict == "again"
    assert (marks["s2-price"].verdict, marks["s2-price"].carried) == ("right", True)
    assert (marks["choice"].verdict, marks["choice"].carried) == ("right", True)


def test_a_weight_below_the_first_step_costs_the_first_price_when_it_is_carried():
    answers = {"s4-weight": D(12), "s4-price": D(1575)}
    marks = {one.id: one for one in mark(route_lines(offers_in("2"), counted=True), {}, answers)}
    assert (marks["s4-weight"].verdict, marks["s4-price"].verdict) == ("again", "right")


def test_a_volumetric_weight_that_was_rounded_right_does_not_spoil_the_next_line():
    offers = offers_of([P2], Shipment(D("38.03"), D("30"), D("26.31"), D(1)), 20)  # 5.00285... kg
    answers = {"s1-volume": D("5.00"), "s1-weight": D("5.5")}
    assert score(mark(weight_lines(offers), {}, answers)) == 100


sides = st.decimals(min_value="0.01", max_value=2000, places=2)
weights = st.decimals(min_value=0, max_value=10**5, places=3)


@given(sides, sides, sides, weights, st.integers(1, 10**4), st.integers(1, 60))
def test_no_parcel_crashes_and_what_is_billed_is_never_less_than_it_weighs(a, b, c, kg, pieces, deadline):
    box = Shipment(a, b, c, kg, pieces)
    offers = offers_of(SERVICES, box, deadline)
    for offer in offers:
        assert offer.weight >= max(box.actual, offer.service.volumetric(box), offer.service.first_step)
        assert offer.weight % offer.service.step == 0
        assert offer.price >= offer.service.first_price
    lines = route_lines(offers, counted=True)
    assert score(mark(lines, {}, keys(lines, {}))) == 100
    picture = draw(box, largest_scale(box))
    for face, corner in product(picture.faces, range(4)):
        x, y = map(float, face.points.split()[corner].split(","))
        assert -30 <= x <= picture.width + 30
        assert -20 <= y <= picture.height
