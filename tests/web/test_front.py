"""The public page."""

from __future__ import annotations

import re

import pytest


@pytest.mark.parametrize(("language", "second"), [("ar", "fr"), ("fr", "ar"), ("en", "fr"), ("zh", "fr")])
def test_the_page_speaks_a_second_language_beside_the_readers(world, language, second):
    text = world.browser(language=language).get("/").text
    facts = text.partition('class="facts"')[2].partition("</ul>")[0]
    assert facts.count('class="second small"') == 3
    assert facts.count(f'lang="{second}"') == 3


def test_the_programme_is_a_place_on_the_page(world):
    text = world.browser().get("/").text
    (place,) = re.findall(r'href="#([\w-]+)"><span>See the programme', text)
    assert f'id="{place}"' in text


def test_every_language_is_a_link_without_a_script(world):
    text = world.browser().get("/").text
    for code in ("ar", "fr", "en", "zh"):
        assert f'href="/?lang={code}"' in text
