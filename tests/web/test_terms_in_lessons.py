"""A marked word of a lesson brings what opens it to its page, and to no other."""

from __future__ import annotations

import re

from world import one_page

MARKED = '<html url_name="h">&lt;p&gt;The &lt;span data-term="bill of lading"&gt;bill&lt;/span&gt;.&lt;/p&gt;</html>'
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
