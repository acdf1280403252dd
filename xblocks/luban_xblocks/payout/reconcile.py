"""Reconciling: what the account shows beside what was expected, and what the difference comes from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luban_xblocks.kit.rounding import HUNDRED, round2
from luban_xblocks.kit.simulator.worksheet import Line, Marked, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.payout import rules
from luban_xblocks.payout.rules import Values

CAUSES = (
    ("reserve", N_("A further reserve was held")),
    ("rate", N_("The exchange margin was higher")),
    ("fixed_fee", N_("A bank on the way took a fixed fee")),
    ("unknown", N_("Unknown: ask the bank")),
)
CAUSE_POINTS = 2
"""The cause counts as two lines: without it the case is not passed."""


def expected(v: Values) -> Decimal:
    return rules.whole(v)["mad"]


def difference(v: Values) -> Decimal:
    return round2(v["expected"] - v["statement"])


def reserve_in_mad(v: Values) -> Decimal:
    true = rules.whole(v)
    return round2(true["reserve"] * true["client_rate"])


def share(v: Values) -> Decimal:
    """The difference in percent of what was received at the mid rate."""
    return rules.share_of_value(v["difference"], rules.whole(v)["received"], v["mid"])


def cause(v: Values) -> str:
    """From the true figures: a slip in the sum does not change what happened."""
    true = rules.whole(v)
    return rules.cause(
        true["mad"] - v["statement"],
        received=true["received"],
        mid=v["mid"],
        rate=true["client_rate"],
        reserve=true["reserve"],
    )


def _before_bank_fee(v: Values) -> Decimal:
    return expected(v) + Decimal(v["bank_fee"])


def _at_mid_rate(v: Values) -> Decimal:
    return round2(rules.whole(v)["received"] * v["mid"]) - Decimal(v["bank_fee"])


def _reserve_at_mid_rate(v: Values) -> Decimal:
    return round2(rules.whole(v)["reserve"] * v["mid"])


def _reserve_in_currency(v: Values) -> Decimal:
    return rules.whole(v)["reserve"]


def _share_as_fraction(v: Values) -> Decimal:
    return share(v) / HUNDRED


def _share_of_credited(v: Values) -> Decimal:
    return round2(HUNDRED * v["difference"] / v["statement"])


LINES = (
    Line(
        "expected",
        N_("Expected on the account"),
        expected,
        unit="MAD",
        rule=N_("from the statement and the bank's conditions: received × rate of your bank − bank's fee"),
        slips=(
            Slip(_before_bank_fee, N_("The bank's own fee was announced: it is expected too.")),
            Slip(_at_mid_rate, N_("The bank pays its own rate, below the mid rate.")),
        ),
    ),
    Line(
        "difference",
        N_("Missing on the account"),
        difference,
        unit="MAD",
        rule=N_("line 1 − what was credited"),
        slips=(
            Slip(lambda v: -difference(v), N_("Count what is missing: the expected less the credited.")),
            Slip(lambda v: v["statement"], N_("This is what was credited; the line asks what is missing.")),
        ),
    ),
    Line(
        "reserve_mad",
        N_("First test: the reserve in dirhams"),
        reserve_in_mad,
        unit="MAD",
        rule=N_("reserve held × rate of your bank"),
        slips=(
            Slip(
                _reserve_at_mid_rate,
                N_("The reserve would have come at the bank's rate, not at the mid rate."),
            ),
            Slip(_reserve_in_currency, N_("This is still in %(currency)s: change it at the bank's rate.")),
        ),
    ),
    Line(
        "share",
        N_("Second test: the difference in percent"),
        share,
        kind="percent",
        unit="%",
        rule=N_("line 2 ÷ (received × mid rate)"),
        slips=(
            Slip(_share_as_fraction, N_("Write it in percent: multiply by 100.")),
            Slip(_share_of_credited, N_("Compare with the value at the mid rate, before margin and fees.")),
        ),
    ),
    Line(
        "cause",
        N_("Cause"),
        cause,
        kind="choice",
        choices=CAUSES,
        rule=N_(
            "the first that fits: the reserve of line 3; in line 4 a multiple of half a percent, up to five; whole tens of dirhams; otherwise unknown"
        ),
        slips=(
            Slip(lambda v: "reserve", N_("The amount missing is not the reserve of line 3.")),
            Slip(
                lambda v: "rate",
                N_(
                    "A margin would be 0.5%, 1%, 1.5% and so on up to 5% of the value; line 4 is not, or an earlier test fits."
                ),
            ),
            Slip(
                lambda v: "fixed_fee",
                N_("A fixed fee is a whole number of tens of dirhams, and only when no earlier test fits."),
            ),
            Slip(lambda v: "unknown", N_("One of the three tests does fit: go through them in order.")),
        ),
    ),
)


def reconcile_score(marks: Sequence[Marked]) -> Decimal:
    """Percent of what is right, the cause counted twice."""
    points = [(CAUSE_POINTS if one.id == "cause" else 1, one.verdict == "right") for one in marks]
    return HUNDRED * sum(point for point, right in points if right) / sum(point for point, _ in points)


def unplayable(values: Values) -> str:
    """Why a reconciliation cannot be played, beside what a payout needs; "" when it can. Marked text."""
    if values["statement"] <= 0:
        return N_("a reconciliation needs the amount that the account shows")
    if values["statement"] >= expected(values):
        return N_("the account shows as much as was expected: nothing is missing")
    return ""
