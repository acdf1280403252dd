"""The papers of a payout as rows: the platform's statement with its signs, and the bank's advice. Pure.

What is asked is a row without a value: the page fills it from the learner's own line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from luban_xblocks.kit.words import N_
from luban_xblocks.payout.rules import Values


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a paper. `label` is marked text; `rate` a fraction that stands beside it."""

    label: str
    sign: str = ""
    """"+", "−", or "" for a sum."""
    line: str = ""
    """The line of the worksheet that gives the amount."""
    value: Decimal | None = None
    rate: Decimal | None = None
    is_total: bool = False
    unit: str = ""
    """Empty: the currency of the statement, which stands at its head."""
    places: int | None = 2


def statement_rows(v: Values) -> list[Row]:
    """The settlement of the platform; rows of nothing are left out, as platforms do."""
    rows = [
        Row(N_("Product sales"), "+", value=v["sales"]),
        Row(N_("Shipping paid by buyers"), "+", value=v["shipping"]),
        Row(N_("Gross sales"), line="gross", is_total=True),
        Row(N_("Commission"), "−", line="referral", rate=v["ref_pct"]),
        Row(N_("Refunds"), "−", value=v["refunds"]),
        Row(N_("Commission returned"), "+", line="back"),
        Row(N_("Kept by the platform"), "−", line="kept", rate=v["kept_pct"]),
        Row(N_("Fulfilment fees"), "−", value=v["fulfilment"]),
        Row(N_("Advertising"), "−", value=v["ads"]),
        Row(N_("Subscription"), "−", value=v["subscription"]),
        Row(N_("Net of the period"), line="net", is_total=True),
        Row(N_("Reserve"), "−", line="reserve", rate=v["reserve_pct"]),
        Row(N_("Reserve released from the last period"), "+", value=v["released"]),
        Row(N_("Payout"), line="payout", is_total=True),
    ]
    return [row for row in rows if row.value is None or row.value]


def advice_rows(v: Values) -> list[Row]:
    """What the bank writes: from what arrives to what stands on the account."""
    is_known = v["task"] == "reconcile"
    return [
        Row(N_("Wire fee on the way"), "−", value=v["wire"], unit=v["currency"]),
        Row(N_("Received by the bank"), line="received", unit=v["currency"]),
        Row(N_("Mid rate"), value=v["mid"], unit="MAD", places=None),
        Row(N_("Exchange margin"), rate=v["fx_margin"]),
        Row(N_("Rate applied"), line="client_rate", unit="MAD"),
        Row(N_("Bank's fee"), "−", value=v["bank_fee"], unit="MAD"),
        Row(
            N_("Credited on the account"),
            line="" if is_known else "mad",
            value=v["statement"] if is_known else None,
            is_total=True,
            unit="MAD",
        ),
    ]


def parts_of_gross(v: Values) -> list[Mapping[str, str]]:
    """Steps of the fall from the gross sales to what the bank receives: a line, or a value of the statement."""
    steps = [
        {"label": N_("Gross sales"), "kind": "sum", "line": "gross"},
        {"label": N_("Commission"), "kind": "less", "line": "referral"},
        {"label": N_("Commission returned"), "kind": "more", "line": "back"},
        {"label": N_("Kept by the platform"), "kind": "less", "line": "kept"},
        {"label": N_("Refunds"), "kind": "less", "value": str(v["refunds"])},
        {"label": N_("Fulfilment fees"), "kind": "less", "value": str(v["fulfilment"])},
        {"label": N_("Advertising"), "kind": "less", "value": str(v["ads"])},
        {"label": N_("Subscription"), "kind": "less", "value": str(v["subscription"])},
        {"label": N_("Net of the period"), "kind": "sum", "line": "net"},
        {"label": N_("Reserve"), "kind": "less", "line": "reserve"},
        {"label": N_("Reserve released"), "kind": "more", "value": str(v["released"])},
        {"label": N_("Payout"), "kind": "sum", "line": "payout"},
        {"label": N_("Wire fee"), "kind": "less", "value": str(v["wire"])},
        {"label": N_("Received by the bank"), "kind": "sum", "line": "received"},
    ]
    return [step for step in steps if "line" in step or Decimal(step["value"])]
