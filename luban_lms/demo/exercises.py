"""What trainees of the demonstration write in the exercises of the first module: right lines, and slips."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

LANDED_COST: Mapping[str, Mapping[str, str]] = {
    "A": {"cif": "13870.30", "duty": "4161.09", "parafiscal": "34.68", "base": "18066.07", "vat": "3613.21", "total": "22129.28", "unit": "44.26"},
    "B": {"cif": "13870.30", "duty": "0", "parafiscal": "34.68", "base": "13904.98", "vat": "2781.00", "total": "17135.98", "unit": "34.27"},
    "H": {"duty": "3.00", "base": "57.00", "vat": "11.40", "total": "68.40"},
    "J": {"duty": "0", "base": "54.00", "vat": "10.80", "total": "64.80"},
}  # fmt: skip
"""Lines of the cases that the module asks, by case. Training figures."""


def sheets(chance: random.Random, skill: float) -> Iterator[dict[str, Any]]:
    """One try at each case of the landed cost, as the worksheet is sent."""
    for case, lines in LANDED_COST.items():
        typed = {name: value if chance.random() < skill else "1" for name, value in lines.items()}
        yield {"case": case, "inputs": typed, "seconds": str(chance.randrange(90, 600))}


HANDED_IN = 0.08
"""The share of those who reach the task that hand it in; nobody has marked it yet."""

MAPS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "المنتج: بلغة جلدية من فاس إلى مشترٍ في ليون. الفاعلون: الصانع، المتجر، المنصة، مقدم خدمات الأداء، شركة البريد السريع، المعشّر، الجمارك المغربية، الجمارك الفرنسية، المشتري. النموذج: B2C، لأن الطرد خفيف، ولأن المشتري يجد تقييمات، ولأن المتجر لا يملك موقعا. المخاطر: مقاس خاطئ (جدول مقاسات)، تأخير (رقم تتبع)، بيانات ناقصة (لائحة قبل الإرسال).",
        "المنتج: صابون الأركان من تعاونية بالصويرة إلى متجر في بروكسيل. اخترت B2B: طلبيات قليلة وكبيرة، ووثائق معروفة، وأداء قبل الشحن. خمسة مخاطر: الكسر، التأخير، ملصق ناقص، تقلب الصرف، إلغاء الطلبية؛ ومع كل خطر حل في الصفحة.",
    ),
    "fr": (
        "Produit : tapis de Taznakht vers une cliente de Lille. Acteurs : tisseuse, coopérative, boutique, plateforme, prestataire de paiement, transporteur express, transitaire, douanes marocaine et française, acheteuse. Modèle : D2C, car la pièce est unique, la marge le permet et l’histoire se raconte sur notre site. Risques : retour (prix du retour compté), couleur différente à l’écran (photos à la lumière du jour), retard (délai annoncé large).",
        "Produit : poterie de Safi vers un magasin de Madrid. Modèle : B2B, trois raisons : quantités, documents connus, moins de retours. Huit acteurs sur la page. Risques et parades : casse, facture incomplète, change, retard, défaut de qualité.",
    ),
    "en": (
        "Product: a lantern from Marrakech to a buyer in Leeds. Actors: workshop, shop, marketplace, payment provider, courier, broker, Moroccan customs, British customs, buyer. Model: B2C on a marketplace: light, reviews, no site to pay for. Risks: broken glass (double box), missing data (list), wrong plug (stated on the page), return (in the price), late (tracking).",
    ),
    "zh": (
        "商品：菲斯皮拖鞋，卖给里昂的买家。参与者：作坊、店铺、平台、支付服务商、快递公司、报关行、摩洛哥海关、法国海关、买家。模式：B2C，因为包裹轻、有评价、不用自建网站。风险：尺码不对（尺码表）、延误（物流单号）、信息缺失（发货清单）、退货（计入售价）、汇率（每月核对）。",
    ),
}
"""What is handed in as the task of the first module, by language. Invented, and not always complete: there is something to mark."""


def map_of(chance: random.Random, language: str, steps: int) -> dict[str, Any] | None:
    """What a trainee hands in, as the form sends it; None for most, who have not handed in anything yet."""
    if chance.random() >= HANDED_IN:
        return None
    done = sorted(chance.sample(range(steps), k=max(steps - chance.randrange(3), 0)))
    return {"draft": "1", "step": [str(number) for number in done], "text": chance.choice(MAPS[language])}
