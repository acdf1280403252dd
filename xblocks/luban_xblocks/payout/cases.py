"""What a case consists of, and those that come with the exercise. All figures are training data."""

from __future__ import annotations

from decimal import Decimal

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

ZERO = Decimal(0)
ONE = Decimal(1)


def _amount(name: str, label: str, *, default: str = "0", help: str = "") -> FormField:  # noqa: A002
    return FormField(name, label, kind="decimal", default=default, required=False, minimum=ZERO, help=help)


def _rate(name: str, label: str) -> FormField:
    return FormField(
        name,
        label,
        kind="percent",
        unit="%",
        default="0",
        required=False,
        minimum=ZERO,
        maximum=Decimal(100),
    )


CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField(
        "task",
        N_("What is asked"),
        kind="choice",
        default="payout",
        choices=(
            ("payout", N_("From the sales to the dirhams")),
            ("reconcile", N_("Why the account shows less than expected")),
            ("deadline", N_("By which day the money must be home")),
        ),
        help=N_("For the days of repatriation only the exports below are needed."),
    ),
    FormField(
        "currency",
        N_("Currency of the statement"),
        kind="choice",
        default="USD",
        choices=tuple((c, c) for c in ("USD", "EUR", "GBP", "AED", "CNY")),
    ),
    _amount("sales", N_("Product sales")),
    _amount("shipping", N_("Shipping paid by buyers")),
    _rate("ref_pct", N_("Commission")),
    _rate("kept_pct", N_("Part of a returned commission that the platform keeps")),
    _amount("fulfilment", N_("Fulfilment fees")),
    _amount("ads", N_("Advertising")),
    _amount("refunds", N_("Refunds")),
    _amount("subscription", N_("Subscription")),
    _rate("reserve_pct", N_("Reserve")),
    _amount("released", N_("Reserve released from the last period")),
    _amount("mid", N_("Mid rate, MAD for one unit"), default="1"),
    _rate("fx_margin", N_("Exchange margin of the bank")),
    _amount("wire", N_("Wire fee")),
    _amount("bank_fee", N_("Bank's fee, MAD")),
    _amount(
        "statement",
        N_("Credited on the account, MAD"),
        help=N_("Only where the question is why the account shows less."),
    ),
    FormField(
        "sheet_of",
        N_("Short name of the case whose sheet belongs to it"),
        kind="key",
        required=False,
        help=N_("The learner's own lines of that case are shown beside the bank's advice."),
    ),
    FormField(
        "exports",
        N_("Exports"),
        kind="rows",
        required=False,
        columns=(
            FormField("what", N_("What was sold"), required=False),
            FormField(
                "export",
                N_("Kind"),
                kind="choice",
                default="goods",
                choices=(("goods", N_("Goods, firm sale")), ("services", N_("Service"))),
            ),
            FormField(
                "day0", N_("Customs date, or day of the service"), kind="key", help=N_("As 2026-03-10.")
            ),
        ),
    ),
    FormField("after", N_("What is said when the case is passed"), kind="long", required=False),
)

_P1 = {
    "currency": "USD",
    "sales": "2490.00",
    "shipping": "0",
    "ref_pct": "0.15",
    "kept_pct": "0.20",
    "fulfilment": "418.00",
    "ads": "310.00",
    "refunds": "149.40",
    "subscription": "39.99",
    "reserve_pct": "0.10",
    "released": "120.00",
    "mid": "9.95",
    "fx_margin": "0.02",
    "wire": "0",
    "bank_fee": "50",
}

PAYOUTS = (
    brought(
        CASE_FORM,
        id="P1",
        title=N_("Two weeks on a large marketplace"),
        situation=N_(
            "The marketplace closed a period of two weeks and sends the payout to your bank in Casablanca. How many dirhams will stand on the account?"
        ),
        after=N_(
            "Of every 100 dollars sold, less than half arrived. The commission is only one of the reasons: look at the bar."
        ),
        **_P1,
    ),
    brought(
        CASE_FORM,
        id="P2",
        title=N_("A month on a craft site, in euros"),
        situation=N_(
            "A craft site takes its commission on the shipping too, keeps nothing on refunds and holds no reserve. The transfer costs a wire fee."
        ),
        currency="EUR",
        sales="1860.00",
        shipping="140.00",
        ref_pct="0.08",
        kept_pct="0",
        fulfilment="0",
        ads="95.00",
        refunds="62.00",
        subscription="0",
        reserve_pct="0",
        released="0",
        mid="10.80",
        fx_margin="0.012",
        wire="8.00",
        bank_fee="30",
        after=N_(
            "A smaller margin and a smaller fee: ask your bank for its rate against the mid rate, not for its fee alone."
        ),
    ),
    brought(
        CASE_FORM,
        id="P3",
        title=N_("Many refunds, much advertising"),
        situation=N_(
            "A period with more sales than before, but with a wave of refunds and a large advertising campaign; the marketplace holds more."
        ),
        currency="USD",
        sales="3200.00",
        shipping="0",
        ref_pct="0.15",
        kept_pct="0.20",
        fulfilment="512.00",
        ads="640.00",
        refunds="480.00",
        subscription="39.99",
        reserve_pct="0.15",
        released="0",
        mid="9.95",
        fx_margin="0.02",
        wire="0",
        bank_fee="50",
        after=N_(
            "More sales than in the first case, and fewer dirhams: refunds, advertising and the reserve took the difference."
        ),
    ),
)

RECONCILED = tuple(
    brought(
        CASE_FORM,
        id=name,
        task="reconcile",
        title=title,
        situation=N_(
            "The payout of the first case should have arrived. The account shows less. How much is missing, and what is the cause?"
        ),
        sheet_of="P1",
        statement=statement,
        after=after,
        **_P1,
    )
    for name, title, statement, after in (
        (
            "R1",
            N_("The account shows less: first statement"),
            "11650.78",
            N_("Ask the bank for the copy of the transfer: it names the bank on the way and what it took."),
        ),
        (
            "R2",
            N_("The account shows less: second statement"),
            "11679.85",
            N_("Ask the bank which rate it applied and at what hour; a margin can be negotiated."),
        ),
        (
            "R3",
            N_("The account shows less: third statement"),
            "10614.08",
            N_(
                "The money is not lost: the platform holds it. Look in the seller's account for when it is released."
            ),
        ),
        (
            "R4",
            N_("The account shows less: fourth statement"),
            "11723.11",
            N_("No test fits, so no guess is made: write to the bank with the advice and the statement."),
        ),
    )
)

DEADLINES = (
    brought(
        CASE_FORM,
        id="D1",
        task="deadline",
        title=N_("By which day must the money be home?"),
        situation=N_(
            "Three firm sales of goods and one service, all exported. The date itself is day 0, every calendar day counts, and a week-end or a holiday moves nothing."
        ),
        exports=[
            {"what": N_("Ceramic tiles"), "export": "goods", "day0": "2026-03-10"},
            {"what": N_("Argan oil"), "export": "goods", "day0": "2026-09-15"},
            {"what": N_("Leather bags"), "export": "goods", "day0": "2026-11-02"},
            {"what": N_("Product photographs for a shop abroad"), "export": "services", "day0": "2026-03-10"},
        ],
        after=N_(
            "Income that stays in a wallet abroad is not home: only the account in Morocco stops the clock. Check the delay with the Office des Changes before you rely on it."
        ),
    ),
)

CASES: tuple[Case, ...] = (*PAYOUTS, *RECONCILED, *DEADLINES)
