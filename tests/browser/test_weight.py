"""What a unit page costs to load, first and again."""

from __future__ import annotations

import pytest

from tests.browser.conftest import COURSE

pytestmark = pytest.mark.browser

FIRST, FONTS, AGAIN = 60_000, 60_000, 8_000


def weigh(visitor, path: str) -> tuple[int, int, int]:
    """Bytes on the wire: page and its parts, fonts, and the lesson's own files; cached ones cost nothing."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["response"]["url"]}))
    session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    page = fonts = own = 0
    for request, url in kinds.items():
        size = int(sizes.get(request, 0))
        if ".woff2" in url:
            fonts += size
        elif "/asset/" in url:
            own += size
        else:
            page += size
    session.detach()
    return page, fonts, own


@pytest.mark.parametrize("name", ["m01-l3-p3", "m01-l3-p1"], ids=["a drawing", "terms in the margin"])
@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_a_unit_page_is_light_at_first_and_lighter_again(visit, language, name):
    visitor = visit(language)
    visitor.sign_in("trainee")
    visitor.context.clear_cookies(name="nothing")
    path = f"/courses/{COURSE}/units/m01-l3/{name}"
    fresh = visit(language)
    fresh.context.add_cookies(visitor.context.cookies())
    page, fonts, _own = weigh(fresh, path)
    assert page <= FIRST, f"{page} bytes"
    assert fonts <= FONTS, f"{fonts} bytes of fonts"
    again, _fonts, _own = weigh(fresh, path)
    assert again <= AGAIN, f"{again} bytes"
