"""A marked word of a lesson brings what opens it to its page, and to no other."""

from __future__ import annotations

import re

import pytest
from world import one_page

MARKED = '<html url_name="h">&lt;p&gt;The &lt;span data-term="bill of lading"&gt;bill&lt;/span&gt;.&lt;/p&gt;</html>'
TWICE = (
    '<html url_name="h">&lt;p&gt;A &lt;span data-term="sample"&gt;sample&lt;/span&gt;, a '
    '&lt;span data-term="Bill of lading"&gt;bill&lt;/span&gt;, a '
    '&lt;span data-term="SAMPLE"&gt;second sample&lt;/span&gt; and a '
    '&lt;span data-term="flying carpet"&gt;carpet&lt;/span&gt;.&lt;/p&gt;</html>'
)
PLAIN = '<html url_name="h">&lt;p&gt;The bill.&lt;/p&gt;</html>'


def test_a_page_with_a_marked_word_brings_the_bank_in_the_readers_language(world):
    world.publish(one_page(MARKED))
    amina = world.browser(world.trainee())
    html = amina.page().text
    assert '<span data-term="bill of lading">bill</span>' in html
    bank = re.search(r'data-luban-terms="([^"]+/public/bank/en\.json)"', html)[1]
    answer = amina.get(bank)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert any(term["en"] == "bill of lading" for term in answer.json["terms"])
    for address in re.findall(r'(?:src|href)="([^"]+chips\.(?:js|css))"', html):
        assert amina.get(address).status_code == 200


def test_a_page_without_one_brings_nothing(world):
    world.publish(one_page(PLAIN))
    assert "chips" not in world.browser(world.trainee()).page().text


def test_a_page_with_the_block_of_terms_brings_it_once(world):
    world.publish(one_page(MARKED, '<luban_terms url_name="t"/>'))
    html = world.browser(world.trainee()).page().text
    assert html.count("data-luban-terms=") == 1
    assert html.count("chips.js") == 1


def margin(html: str) -> list[tuple[str, list[str]]]:
    """The terms beside the text: each with its forms."""
    _before, _mark, rest = html.partition('class="margin-terms"')
    return [
        (name, re.findall(r"<bdi[^>]*>([^<]+)</bdi>", entry))
        for name, entry in re.findall(r'<dt><span data-term="([^"]+)">(.*?)</div>', rest, re.DOTALL)
    ]


def test_the_margin_has_each_marked_term_of_the_bank_once_in_the_order_of_the_text(world):
    world.publish(one_page(TWICE))
    html = world.browser(world.trainee()).page().text
    assert [name for name, _forms in margin(html)] == ["sample", "bill of lading"]


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zh"])
def test_the_margin_has_the_readers_own_form_first(world, language):
    world.publish(one_page(TWICE).replace('language="en"', f'language="{language}"'))
    html = world.browser(world.trainee(), language=language).page().text
    forms = {"ar": "عينة", "fr": "échantillon", "en": "sample", "zh": "样品"}
    assert margin(html)[0][1] == [forms.pop(language), *forms.values()]


def test_a_page_without_a_marked_word_has_no_terms_in_its_margin(world):
    world.publish(one_page(PLAIN))
    assert "margin-terms" not in world.browser(world.trainee()).page().text


def test_the_margin_costs_no_statement(world, statements):
    sent = []
    for page in (PLAIN, TWICE):
        world.publish(one_page(page))
        amina = world.browser(world.trainee(f"amina-{len(sent)}"))
        with statements() as found:
            amina.page()
        sent.append(len(found))
    assert sent[0] == sent[1] <= 4
