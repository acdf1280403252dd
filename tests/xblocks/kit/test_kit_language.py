"""Blocks speak the reader's language whichever way their host says it."""

from __future__ import annotations

import pytest
from luban_xblocks.kit.catalogues import LANGUAGE, catalogue, direction, spoken
from luban_xblocks.kit.numbers_shown import amount, number
from luban_xblocks.landed_cost.block import LandedCostBlock


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ar", "ar"),
        ("ar-MA", "ar"),
        ("fr_CA", "fr"),
        ("zh-cn", "zh"),
        ("zh_HANS", "zh"),
        ("zh-Hans", "zh"),
        ("es-419", "en"),
        ("", "en"),
    ],
)
def test_a_hosts_code_means_one_of_our_languages(code, language):
    assert spoken(code) == language


def test_a_package_comes_before_the_kit_and_both_before_english():
    words = catalogue("luban_xblocks.landed_cost", "fr")
    assert words.gettext("Landed cost") == "Coût de revient rendu"
    assert words.gettext("Check") == "Vérifier"
    assert words.gettext("not in any catalogue") == "not in any catalogue"


def test_arabic_has_six_forms_of_a_number():
    words = catalogue("luban_xblocks.landed_cost", "ar")
    one, many = "%(num)s attempt left for this case", "%(num)s attempts left for this case"
    assert len({words.ngettext(one, many, n) for n in (0, 1, 2, 3)}) == 4
    assert "محاولتان" in words.ngettext(one, many, 2)


class Service:
    """A host that only translates, as Open edX's does with a block's own catalogue."""

    def __init__(self, language: str) -> None:
        self.language_told = language

    def gettext(self, message: str) -> str:
        return self.language_told if message == LANGUAGE else message


def test_a_host_that_only_translates_still_tells_its_language(monkeypatch):
    monkeypatch.setattr(
        LandedCostBlock, "service", lambda self, name: Service("ar") if name == "i18n" else None
    )
    block = LandedCostBlock.__new__(LandedCostBlock)
    assert (block._host_language(), direction("ar")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("1234567.5", "en", "1,234,567.50"),
        ("1234567.5", "fr", "1\u00a0234\u00a0567,50"),
        ("1234567.5", "ar", "1\u00a0234\u00a0567,50"),
        ("-3.48", "zh", "\u22123.48"),
        ("-0.001", "fr", "0,00"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value, language, text):
    assert number(value, language, 2) == f'<bdi dir="ltr">{text}</bdi>'


def test_a_unit_stands_beside_its_number():
    assert amount("30", "fr", "%", 0) == '<bdi dir="ltr">30\u00a0%</bdi>'
    assert amount("30", "ar", "%", 0) == '<bdi dir="ltr">30%</bdi>'
    assert amount("30", "en", "MAD") == '<bdi dir="ltr">30.00\u00a0MAD</bdi>'
