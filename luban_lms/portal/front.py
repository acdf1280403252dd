"""The public page: what the programme is, from the courses that are published."""

from __future__ import annotations

from flask import url_for

from luban_lms.accounts.data import Person
from luban_lms.lib.i18n import N_
from luban_lms.portal.pages import Fact, FrontModule, FrontPage, Passage
from luban_lms.web.i18n import current_language
from luban_lms.web.mosaic.data import Module, State
from luban_lms.web.wording import gettext as _
from luban_lms.web.wording import in_language

HEADLINES = {
    "ar": "من منتوج مغربي إلى زبون وراء البحر",
    "fr": "D’un produit marocain à un client de l’autre côté de la mer",
    "en": "From a Moroccan product to a customer across the sea",
    "zh": "从一件摩洛哥产品，到大海另一边的顾客",
}

PROGRAMME: tuple[tuple[str, int, dict[str, str]], ...] = (
    (
        "m01",
        5,
        {
            "ar": "منظومة التجارة الإلكترونية العابرة للحدود ونماذجها",
            "fr": "Écosystème et modèles du e-commerce transfrontalier",
            "en": "Cross-border e-commerce ecosystem and models",
            "zh": "跨境电商生态与商业模式",
        },
    ),
    (
        "m03",
        5,
        {
            "ar": "دراسة السوق واختيار المنتجات",
            "fr": "Étude de marché et choix de produits",
            "en": "Market research and product selection",
            "zh": "市场调研与选品",
        },
    ),
    (
        "m09",
        6,
        {
            "ar": "الجمارك والضرائب ومطابقة المنتجات",
            "fr": "Douane, taxes et conformité produit",
            "en": "Customs, taxes and product compliance",
            "zh": "海关、税务与产品合规",
        },
    ),
    (
        "m10",
        5,
        {
            "ar": "وسائل الأداء والصرف والتسعير",
            "fr": "Paiements, change et tarification",
            "en": "Payments, foreign exchange and pricing",
            "zh": "支付、外汇与定价",
        },
    ),
)
"""Four modules of the proposed programme, with the number of their lessons."""

FACTS = (
    ("480", N_("hours, two thirds of them practice")),
    ("13", N_("modules, the final project included")),
    ("4", N_("languages, one progress")),
)

PARTNERS = (
    Passage("مكتب التكوين المهني وإنعاش الشغل", "ar"),
    Passage("Tianjin College of Commerce", "en"),
    Passage("天津商务职业学院", "zh-Hans"),
)


def front_page(person: Person | None) -> FrontPage:
    """The page in the reader's language, with a second language beside it."""
    language = current_language()
    second = "fr" if language != "fr" else "ar"
    return FrontPage(
        headline=HEADLINES[language],
        lead=_(
            "A proposed programme of sixteen weeks to learn the work of cross-border e-commerce: "
            "from choosing a product to customs and payment. It is opened module by module."
        ),
        sign_in_href=url_for("portal.start" if person else "portal.sign_in"),
        second_headline=Passage(HEADLINES[second], second),
        programme_href="#programme",
        facts=tuple(
            Fact(value, _(text), Passage(in_language(second, text), second)) for value, text in FACTS
        ),
        modules=tuple(
            FrontModule(
                titles[language],
                Module(key=name, units=(State.DONE,) * lessons),
                Passage(titles[second], second),
            )
            for name, lessons, titles in PROGRAMME
        ),
        partners=PARTNERS,
        is_signed_in=person is not None,
    )
