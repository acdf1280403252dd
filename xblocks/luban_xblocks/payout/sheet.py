"""The payout worksheet: its eleven lines, and the mistakes that are often made on them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from luban_xblocks.kit.rounding import HUNDRED, round2, round4
from luban_xblocks.kit.simulator.worksheet import Line, Slip
from luban_xblocks.kit.words import N_
from luban_xblocks.payout import rules
from luban_xblocks.payout.rules import Values

GROSS = Line(
    "gross",
    N_("Gross sales"),
    rules.gross,
    rule=N_("product sales + shipping that buyers paid"),
    slips=(
        Slip(lambda v: v["sales"], N_("The shipping that buyers paid is income too.")),
        Slip(lambda v: v["sales"] + v["shipping"] - v["refunds"], N_("Refunds come off later, in line 5.")),
    ),
)
REFERRAL = Line(
    "referral",
    N_("Commission on sales"),
    rules.referral,
    rule=N_("%(ref)s of line 1"),
    slips=(
        Slip(
            lambda v: round2(v["sales"] * v["ref_pct"]),
            N_("The commission is taken on the shipping too: on all of line 1."),
        ),
        Slip(
            lambda v: round2((v["gross"] - v["refunds"]) * v["ref_pct"]),
            N_("The commission is taken on every sale first; for refunded orders it comes back in line 3."),
        ),
    ),
)
BACK = Line(
    "back",
    N_("Commission returned on refunds"),
    rules.fee_back,
    rule=N_("%(ref)s of the refunds"),
    slips=(
        Slip(
            lambda v: round2(v["refunds"] * v["ref_pct"] * (1 - v["kept_pct"])),
            N_("Write the whole commission here; the part that the platform keeps is line 4."),
        ),
        Slip(
            lambda v: v["refunds"],
            N_("This is the refund itself. Only the commission on it comes back to you."),
        ),
    ),
)
KEPT = Line(
    "kept",
    N_("Part of it that the platform keeps"),
    rules.fee_kept,
    rule=N_("%(kept)s of line 3"),
    slips=(
        Slip(
            lambda v: round2(v["refunds"] * v["kept_pct"]),
            N_("It is taken on the commission of line 3, not on the refund."),
        ),
        Slip(
            lambda v: round2(v["referral"] * v["kept_pct"]),
            N_("It is taken on the commission that comes back, line 3, not on all of line 2."),
        ),
        Slip(
            lambda v: v["back"] - v["kept_pct"] * v["back"],
            N_("This is what you get back; the line asks what the platform keeps."),
        ),
    ),
)
NET = Line(
    "net",
    N_("Net of the period"),
    rules.net,
    rule=N_("line 1 − line 2 − fulfilment − advertising − refunds + line 3 − line 4 − subscription"),
    slips=(
        Slip(lambda v: rules.net(v) - v["back"], N_("The commission of line 3 comes back: add it.")),
        Slip(lambda v: rules.net(v) + v["kept"], N_("The platform keeps line 4: take it off.")),
        Slip(
            lambda v: rules.net(v) + 2 * v["kept"],
            N_("Line 4 is kept by the platform: take it off, do not add it."),
        ),
        Slip(
            lambda v: rules.net(v) - 2 * v["back"],
            N_("Line 3 comes back to you: add it, do not take it off."),
        ),
        Slip(
            lambda v: rules.net(v) + v["refunds"], N_("The refunds went back to the buyers: take them off.")
        ),
        Slip(lambda v: rules.net(v) + v["ads"], N_("The advertising is taken from your sales: take it off.")),
        Slip(lambda v: rules.net(v) + v["fulfilment"], N_("The fulfilment fees are missing.")),
        Slip(lambda v: rules.net(v) + v["subscription"], N_("The subscription of the month is missing.")),
    ),
)
RESERVE = Line(
    "reserve",
    N_("Reserve held"),
    rules.reserve,
    rule=N_("%(reserve)s of line 5"),
    slips=(
        Slip(
            lambda v: round2(v["gross"] * v["reserve_pct"]),
            N_("The reserve is held on the net of line 5, not on the gross sales."),
        ),
        Slip(
            lambda v: round2((v["net"] + v["released"]) * v["reserve_pct"]),
            N_("What is released from the last period is free: hold the reserve on line 5 alone."),
        ),
    ),
)
PAYOUT = Line(
    "payout",
    N_("Payout"),
    rules.payout,
    rule=N_("line 5 − line 6 + reserve released from the last period"),
    slips=(
        Slip(
            lambda v: v["net"] - v["reserve"], N_("The reserve of the last period is released now: add it.")
        ),
        Slip(
            lambda v: v["net"] - v["reserve"] - v["released"],
            N_("What is released comes to you: add it, do not take it off."),
        ),
        Slip(
            lambda v: v["net"] + v["released"],
            N_("The reserve of line 6 stays with the platform: take it off."),
        ),
        Slip(lambda v: v["net"] + v["reserve"], N_("The reserve is held back: take it off, do not add it.")),
    ),
)
CLIENT_RATE = Line(
    "client_rate",
    N_("Rate of your bank"),
    rules.client_rate,
    kind="rate",
    unit="MAD",
    rule=N_("mid rate × (1 − exchange margin), to 4 decimals"),
    slips=(
        Slip(lambda v: v["mid"], N_("This is the mid rate: the bank's margin is still to come off.")),
        Slip(
            lambda v: round4(v["mid"] * (1 + v["fx_margin"])),
            N_("The bank buys your currency below the mid rate: take the margin off."),
        ),
        Slip(
            lambda v: round4(v["mid"] - v["fx_margin"]),
            N_("The margin is a percentage of the rate, not an amount in dirhams."),
        ),
        Slip(
            lambda v: round4(v["mid"] - v["fx_margin"] * HUNDRED),
            N_("The margin is a percentage of the rate, not an amount in dirhams."),
        ),
    ),
)
RECEIVED = Line(
    "received",
    N_("Received by the bank"),
    rules.received,
    rule=N_("line 7 − wire fee"),
    slips=(
        Slip(lambda v: v["payout"], N_("The wire fee leaves before the money arrives: take it off.")),
        Slip(lambda v: v["payout"] + v["wire"], N_("The wire fee is taken off, not added.")),
        Slip(
            lambda v: v["payout"] - v["wire"] - v["bank_fee"],
            N_("The bank's fee is in dirhams: it comes off after the exchange, in line 10."),
        ),
    ),
)
MAD = Line(
    "mad",
    N_("Dirhams credited"),
    rules.credited,
    unit="MAD",
    rule=N_("line 9 × line 8 − bank's fee"),
    slips=(
        Slip(lambda v: rules.credited(v) + v["bank_fee"], N_("The bank's own fee is missing: take it off.")),
        Slip(lambda v: rules.credited(v) + 2 * v["bank_fee"], N_("The bank's fee is taken off, not added.")),
        Slip(
            lambda v: round2(v["received"] * v["mid"]) - v["bank_fee"],
            N_("The bank pays its own rate, line 8, not the mid rate."),
        ),
        Slip(
            lambda v: round2((v["received"] - v["bank_fee"]) * v["client_rate"]),
            N_("The bank's fee is in dirhams: take it off after the exchange."),
        ),
        Slip(
            lambda v: round2(v["payout"] * v["client_rate"]) - v["bank_fee"],
            N_("Exchange what arrived, line 9: the wire fee is already gone."),
        ),
    ),
)
FX_COST = Line(
    "fx_cost",
    N_("Cost of the exchange"),
    rules.exchange_cost,
    unit="MAD",
    rule=N_("line 9 × mid rate − line 9 × line 8"),
    slips=(
        Slip(
            lambda v: rules.exchange_cost(v) + v["bank_fee"],
            N_("The bank's fee is a cost of its own: leave it out here."),
        ),
        Slip(
            lambda v: round2(v["received"] * v["fx_margin"]),
            N_("This is still in %(currency)s: the line asks for dirhams."),
        ),
        Slip(
            lambda v: round2(v["payout"] * v["mid"]) - round2(v["payout"] * v["client_rate"]),
            N_("Count it on what was exchanged, line 9."),
        ),
    ),
)
LINES = (GROSS, REFERRAL, BACK, KEPT, NET, RESERVE, PAYOUT, CLIENT_RATE, RECEIVED, MAD, FX_COST)


def payout_lines(values: Values) -> tuple[Line, ...]:
    """The lines, in the currency of the case."""
    return tuple(line if line.unit else replace(line, unit=values["currency"]) for line in LINES)


def unplayable(values: Values) -> str:
    """Why a payout of an author cannot be played; "" when it can. Marked text."""
    try:
        found = rules.whole(values)
    except ArithmeticError:
        return N_("the amounts are too large")
    if found["gross"] <= 0 or values["mid"] <= 0:
        return N_("a payout needs sales and an exchange rate")
    if found["received"] <= 0 or found["mad"] <= Decimal(0):
        return N_("nothing would be paid out: the costs are as high as the sales")
    return ""
