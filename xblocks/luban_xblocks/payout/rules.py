"""From the sales on a platform to the dirhams at the bank, each line rounded half-up. Pure.

Amounts are in the currency of the platform unless they say MAD; rates are fractions. A line uses the lines
before it by their names, so that a learner's own lines can stand in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.rounding import HUNDRED, TOLERANCE, round2, round4

Values = Mapping[str, Any]
TEN = Decimal(10)
STEP = Decimal("0.005")
"""Exchange margins come in half percents."""
MOST_STEPS = 10
"""Up to 5 %: above that a difference is no exchange margin."""
DAYS: Mapping[str, int] = {"goods": 150, "services": 90}
"""Calendar days in which export income comes home: after the customs date, after the service was done."""


def gross(v: Values) -> Decimal:
    return round2(v["sales"] + v["shipping"])


def referral(v: Values) -> Decimal:
    return round2(v["gross"] * v["ref_pct"])


def fee_back(v: Values) -> Decimal:
    """The commission that comes back on refunded orders."""
    return round2(v["refunds"] * v["ref_pct"])


def fee_kept(v: Values) -> Decimal:
    """The part of that which the marketplace keeps."""
    return round2(v["back"] * v["kept_pct"])


def net(v: Values) -> Decimal:
    costs = v["referral"] + v["fulfilment"] + v["ads"] + v["refunds"] + v["subscription"]
    return round2(v["gross"] - costs + v["back"] - v["kept"])


def reserve(v: Values) -> Decimal:
    return round2(v["net"] * v["reserve_pct"])


def payout(v: Values) -> Decimal:
    return round2(v["net"] - v["reserve"] + v["released"])


def client_rate(v: Values) -> Decimal:
    """MAD for one unit, as the bank pays it."""
    return round4(v["mid"] * (1 - v["fx_margin"]))


def received(v: Values) -> Decimal:
    return round2(v["payout"] - v["wire"])


def credited(v: Values) -> Decimal:
    """MAD on the account."""
    return round2(v["received"] * v["client_rate"]) - Decimal(v["bank_fee"])


def exchange_cost(v: Values) -> Decimal:
    """MAD between the mid rate and the rate of the bank."""
    return round2(v["received"] * v["mid"]) - round2(v["received"] * v["client_rate"])


CHAIN: tuple[tuple[str, Callable[[Values], Decimal]], ...] = (
    ("gross", gross),
    ("referral", referral),
    ("back", fee_back),
    ("kept", fee_kept),
    ("net", net),
    ("reserve", reserve),
    ("payout", payout),
    ("client_rate", client_rate),
    ("received", received),
    ("mad", credited),
    ("fx_cost", exchange_cost),
)
"""The lines in order, each with its rule."""


def whole(values: Values) -> dict[str, Decimal]:
    """Every line of a payout, from the figures of its statement alone."""
    found: dict[str, Any] = dict(values)
    for name, rule in CHAIN:
        found[name] = rule(found)
    return {name: found[name] for name, _ in CHAIN}


def cause(difference: Decimal, *, received: Decimal, mid: Decimal, rate: Decimal, reserve: Decimal) -> str:
    """What an amount that is missing on the account, in MAD, comes from: the first test that fits, within 0.02 MAD.

    "reserve", "rate" (a further exchange margin), "fixed_fee" (of a bank on the way) or "unknown".
    """
    near = TOLERANCE["money"]
    if reserve and abs(difference - round2(reserve * rate)) <= near:
        return "reserve"
    steps = range(1, MOST_STEPS + 1)
    if any(abs(difference - round2(received * mid * STEP * count)) <= near for count in steps):
        return "rate"
    nearest = (difference / TEN).to_integral_value() * TEN
    return "fixed_fee" if nearest > 0 and abs(difference - nearest) <= near else "unknown"


def share_of_value(difference: Decimal, received: Decimal, mid: Decimal) -> Decimal:
    """A difference in percent of what was received at the mid rate."""
    return round2(HUNDRED * difference / (received * mid))


def deadline(day0: date, days: int) -> date:
    """The last day on which the money may come home; `day0` is day 0, and every day counts."""
    return day0 + timedelta(days=days)
