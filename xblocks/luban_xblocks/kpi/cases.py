"""What a case consists of, and those that come with the exercise. All figures are training data."""

from __future__ import annotations

from decimal import Decimal

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

ZERO = Decimal(0)
PRICE_ONLY = N_("Only for a price.")
MONTH_ONLY = N_("Only for the indicators.")


def _amount(name: str, label: str, help: str, *, default: str = "0") -> FormField:  # noqa: A002
    return FormField(name, label, kind="decimal", default=default, required=False, minimum=ZERO, help=help)


def _rate(name: str, label: str, help: str) -> FormField:  # noqa: A002
    return FormField(
        name,
        label,
        kind="percent",
        unit="%",
        default="0",
        required=False,
        minimum=ZERO,
        maximum=Decimal(100),
        help=help,
    )


def _count(name: str, label: str) -> FormField:
    return FormField(name, label, kind="integer", default="0", required=False, minimum=ZERO, help=MONTH_ONLY)


CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField(
        "task",
        N_("What is asked"),
        kind="choice",
        default="price",
        choices=(("price", N_("A price and its break-even")), ("month", N_("The indicators of a month"))),
    ),
    FormField(
        "currency",
        N_("Currency of the sale"),
        kind="choice",
        default="USD",
        choices=tuple((c, c) for c in ("USD", "EUR", "GBP", "AED", "MAD")),
    ),
    _amount("goods", N_("Goods, MAD"), PRICE_ONLY),
    _amount("packing", N_("Packing, MAD"), PRICE_ONLY),
    _amount("shipping", N_("Shipping, MAD"), PRICE_ONLY),
    _amount("fixed_fee", N_("Fixed fees in the currency of the sale"), PRICE_ONLY),
    _rate("referral", N_("Commission"), PRICE_ONLY),
    _rate("payment", N_("Fee of the payment"), PRICE_ONLY),
    _rate("ads", N_("Advertising"), PRICE_ONLY),
    _rate("returns", N_("Returns"), PRICE_ONLY),
    _rate("margin", N_("Margin"), PRICE_ONLY),
    _amount("fx", N_("Exchange rate, MAD for one unit"), PRICE_ONLY, default="1"),
    _rate("buffer", N_("Buffer on the exchange rate"), PRICE_ONLY),
    _count("sessions", N_("Sessions")),
    _count("orders", N_("Orders")),
    _amount("revenue", N_("Revenue"), MONTH_ONLY),
    _count("new_customers", N_("New customers")),
    _amount("marketing", N_("Marketing"), MONTH_ONLY),
    _count("returned", N_("Orders sent back")),
    _count("defective", N_("Defective orders")),
    _amount("cogs_year", N_("Cost of goods sold in a year"), MONTH_ONLY),
    _amount("avg_stock", N_("Average stock, at cost"), MONTH_ONLY),
    _count("sold", N_("Units sold")),
    _count("received", N_("Units received")),
    _rate("gross_margin", N_("Margin on an order"), MONTH_ONLY),
    _amount("per_customer", N_("Orders per customer"), MONTH_ONLY),
    FormField("after", N_("What is said when every line is right"), kind="long", required=False),
)

PRICES = (
    brought(
        CASE_FORM,
        id="PR1",
        title=N_("A leather pouch on a 15% marketplace"),
        situation=N_(
            "You sell a leather pouch in dollars on a marketplace that takes 15%, and send each one yourself. Which price leaves you 15%?"
        ),
        goods="62",
        packing="8",
        shipping="55",
        fixed_fee="0.00",
        referral="0.15",
        ads="0.12",
        returns="0.03",
        margin="0.15",
        fx="9.95",
        buffer="0.03",
        after=N_("A check to keep: break-even ACOS is your advertising plus your margin, 12% + 15%."),
    ),
    brought(
        CASE_FORM,
        id="PR2",
        title=N_("A rug on a craft site, in euros"),
        situation=N_(
            "A small rug on a craft site in euros: the commission is low, but the payment and a fixed fee of 0.20 come on top."
        ),
        currency="EUR",
        goods="180",
        packing="20",
        shipping="140",
        fixed_fee="0.20",
        referral="0.065",
        payment="0.04",
        ads="0.08",
        returns="0.02",
        margin="0.25",
        fx="10.80",
        buffer="0.03",
        after=N_(
            "The distance between the price and the break-even price is what advertising and margin live on."
        ),
    ),
    brought(
        CASE_FORM,
        id="PR3",
        title=N_("Tableware in the marketplace's warehouse"),
        situation=N_(
            "The marketplace stores, packs and ships your tableware for 5.40 dollars a piece. No shipping of your own, but more returns."
        ),
        goods="95",
        packing="10",
        shipping="0",
        fixed_fee="5.40",
        referral="0.15",
        ads="0.15",
        returns="0.05",
        margin="0.10",
        fx="9.95",
        buffer="0.02",
        after=N_("25.01% and not 25.00%: the price was rounded to the cent first."),
    ),
    brought(
        CASE_FORM,
        id="PR4",
        title=N_("The pouch with a very large campaign"),
        situation=N_(
            "The same pouch. A consultant proposes 40% of advertising, expects 12% of returns, and you want a margin of 30%. Which price?"
        ),
        goods="62",
        packing="8",
        shipping="55",
        referral="0.15",
        payment="0.03",
        ads="0.40",
        returns="0.12",
        margin="0.30",
        fx="9.95",
        buffer="0.03",
        after=N_(
            "However high the price, the percentages grow with it. Only a smaller percentage helps: move the sliders until a price appears."
        ),
    ),
)

MONTHS = (
    brought(
        CASE_FORM,
        id="K1",
        task="month",
        title=N_("The figures of a month"),
        situation=N_(
            "The month is over. From the raw figures of your shop, work out the indicators that you report."
        ),
        sessions="40500",
        orders="1215",
        revenue="48600",
        new_customers="810",
        marketing="14580",
        returned="54",
        defective="9",
        cogs_year="365000",
        avg_stock="73000",
        sold="540",
        received="720",
        gross_margin="0.35",
        per_customer="2.4",
        after=N_("An indicator alone decides nothing: read each one beside its limit and beside last month."),
    ),
)

CASES: tuple[Case, ...] = (*PRICES, *MONTHS)
