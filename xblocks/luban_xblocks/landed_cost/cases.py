"""What a case consists of, and the thirteen that come with the exercise. All rates are training data."""

from __future__ import annotations

from decimal import Decimal

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

ZERO = Decimal(0)
ONE = Decimal(1)


def _amount(name: str, label: str, *, default: str = "0", help: str = "") -> FormField:  # noqa: A002
    return FormField(name, label, kind="decimal", default=default, required=False, minimum=ZERO, help=help)


def _rate(name: str, label: str, *, default: str = "0") -> FormField:
    return FormField(
        name,
        label,
        kind="percent",
        unit="%",
        default=default,
        required=False,
        minimum=ZERO,
        maximum=Decimal(1000),
    )


CASE_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField(
        "regime",
        N_("Rules"),
        kind="choice",
        default="morocco",
        choices=(
            ("morocco", N_("Import into Morocco")),
            ("eu", N_("Parcel to the EU up to 150 EUR")),
            ("eu-full", N_("Parcel to the EU above 150 EUR")),
        ),
    ),
    FormField(
        "currency",
        N_("Currency of the invoice"),
        kind="choice",
        default="USD",
        choices=tuple((c, c) for c in ("USD", "EUR", "CNY", "GBP")),
    ),
    _amount("goods", N_("Goods")),
    _amount("freight", N_("Freight or shipping")),
    _amount("insurance", N_("Insurance")),
    _amount("fx", N_("Exchange rate, MAD for one unit"), default="1"),
    _rate("di", N_("Import duty")),
    _rate("tpi", N_("Parafiscal tax (TPI)"), default="0.0025"),
    _amount("tic", N_("Consumption tax (TIC), MAD")),
    _rate("vat_rate", N_("VAT"), default="0.20"),
    _amount("broker", N_("Broker, terminal or courier")),
    FormField("quantity", N_("Pieces"), kind="integer", default="1", required=False, minimum=ONE),
    FormField(
        "subheadings",
        N_("Different HS subheadings in the parcel"),
        kind="integer",
        default="1",
        required=False,
        minimum=ZERO,
        maximum=Decimal(50),
    ),
    FormField("recover", N_("The importer recovers the VAT"), kind="boolean", default="false"),
    FormField("what_if", N_("A question for afterwards"), kind="long", required=False),
    FormField("next_case", N_("Short name of the case that answers it"), kind="key", required=False),
)

CASES: tuple[Case, ...] = (
    brought(
        CASE_FORM,
        id="A",
        title=N_("Phone shells, no proof of origin"),
        situation=N_(
            "You import 500 phone shells to Casablanca, HS code 3926.90, without a proof of origin. You cannot recover the VAT."
        ),
        currency="USD",
        goods="1200",
        freight="180",
        insurance="14",
        fx="9.95",
        di="0.30",
        broker="450",
        quantity="500",
        what_if=N_(
            "And with a certificate EUR.1? If the preferential origin is accepted, the duty falls to zero. TPI and VAT stay due."
        ),
        next_case="B",
    ),
    brought(
        CASE_FORM,
        id="B",
        title=N_("Phone shells, origin accepted"),
        situation=N_(
            "The same 500 phone shells. Customs accepts the proof of preferential origin: the import duty is 0%."
        ),
        currency="USD",
        goods="1200",
        freight="180",
        insurance="14",
        fx="9.95",
        di="0",
        broker="450",
        quantity="500",
        what_if=N_(
            "Compare with the case without a proof of origin: how many dirhams did one sheet of paper save?"
        ),
        next_case="A",
    ),
    brought(
        CASE_FORM,
        id="C",
        title=N_("Machine parts for a company"),
        situation=N_("A company imports 20 machine parts for its workshop and recovers the VAT."),
        currency="EUR",
        goods="8000",
        freight="650",
        insurance="40",
        fx="10.80",
        di="0.025",
        broker="1200",
        quantity="20",
        recover="true",
        what_if=N_(
            "Why does the company still pay the VAT at the border? It recovers it later, in its own declaration: it is cash, and no cost."
        ),
    ),
    brought(
        CASE_FORM,
        id="D",
        title=N_("A private parcel from a platform"),
        situation=N_(
            "A private person in Rabat buys one article for 25 USD on a platform; shipping costs 5 USD."
        ),
        currency="USD",
        goods="25",
        freight="5",
        insurance="0",
        fx="9.95",
        di="0.30",
        broker="0",
        quantity="1",
        what_if=N_(
            "Why is it not exempt under 1,250 MAD? Since 1 July 2022 goods bought on e-commerce platforms are excluded from that exemption."
        ),
    ),
    brought(
        CASE_FORM,
        id="E",
        title=N_("Garments"),
        situation=N_(
            "You import 600 garments. The duty of this exercise is 40%; you cannot recover the VAT."
        ),
        currency="USD",
        goods="3000",
        freight="420",
        insurance="30",
        fx="9.95",
        di="0.40",
        broker="900",
        quantity="600",
        what_if=N_(
            "All taxes together make 68.30% of the customs value. What does that leave of your margin?"
        ),
    ),
    brought(
        CASE_FORM,
        id="F",
        title=N_("A hundred units at 17.5%"),
        situation=N_("You import 100 units. The duty of this exercise is 17.5%; you cannot recover the VAT."),
        currency="USD",
        goods="5000",
        freight="600",
        insurance="56",
        fx="9.95",
        di="0.175",
        broker="800",
        quantity="100",
    ),
    brought(
        CASE_FORM,
        id="G",
        title=N_("Fifty units at 10%"),
        situation=N_("You import 50 units. The duty of this exercise is 10%; you cannot recover the VAT."),
        currency="USD",
        goods="900",
        freight="120",
        insurance="10",
        fx="9.95",
        di="0.10",
        broker="300",
        quantity="50",
    ),
    brought(
        CASE_FORM,
        id="H",
        title=N_("Two bottles to France"),
        regime="eu",
        situation=N_(
            "A buyer in France orders two identical bottles in your shop. The VAT is collected through IOSS."
        ),
        currency="EUR",
        goods="48",
        freight="6",
        vat_rate="0.20",
        subheadings="1",
        what_if=N_("What did the buyer pay before 1 July 2026, when there was no flat duty?"),
        next_case="J",
    ),
    brought(
        CASE_FORM,
        id="I",
        title=N_("Bag and slippers to Germany"),
        regime="eu",
        situation=N_(
            "A buyer in Germany orders a bag and a pair of slippers in one parcel: two different HS subheadings. IOSS."
        ),
        currency="EUR",
        goods="120",
        freight="9",
        vat_rate="0.19",
        subheadings="2",
        what_if=N_(
            "Two pairs of the same slippers would count one subheading: the flat duty is taken for each kind, not for each piece."
        ),
    ),
    brought(
        CASE_FORM,
        id="J",
        title=N_("The same bottles before July 2026"),
        regime="eu",
        situation=N_(
            "The same two bottles to France under the rule before 1 July 2026: no flat duty, so zero subheadings are counted."
        ),
        currency="EUR",
        goods="48",
        freight="6",
        vat_rate="0.20",
        subheadings="0",
        next_case="H",
    ),
    brought(
        CASE_FORM,
        id="K",
        title=N_("A rug to Spain, no proof of origin"),
        regime="eu-full",
        situation=N_(
            "A rug of 310 EUR goes to Spain with 40 EUR of freight and insurance. The duty of this exercise is 8%; there is no proof of origin."
        ),
        currency="EUR",
        goods="310",
        freight="40",
        di="0.08",
        vat_rate="0.21",
        what_if=N_("And with a valid proof of Moroccan origin?"),
        next_case="L",
    ),
    brought(
        CASE_FORM,
        id="L",
        title=N_("The same rug, origin proved"),
        regime="eu-full",
        situation=N_("The same rug to Spain with a valid proof of Moroccan origin: the duty is 0%."),
        currency="EUR",
        goods="310",
        freight="40",
        di="0",
        vat_rate="0.21",
        next_case="K",
    ),
    brought(
        CASE_FORM,
        id="M",
        title=N_("A parcel to France with a courier"),
        regime="eu-full",
        situation=N_(
            "Goods of 200 EUR go to France with 25 EUR of freight. The duty of this exercise is 2.7%, the courier takes 15 EUR for the clearance."
        ),
        currency="EUR",
        goods="200",
        freight="25",
        di="0.027",
        vat_rate="0.20",
        broker="15",
    ),
)
