"""What must hold for every page that is looked at."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const bad = [];
  for (const node of document.querySelectorAll("body *")) {
    if (node.closest("svg, .visually-hidden, .skip, .table-scroll, dialog:not([open]), details:not([open])")) continue;
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || getComputedStyle(node).visibility === "hidden") continue;
    if (box.left < -1 || box.right > width + 1) bad.push(`${node.tagName}.${node.className} ${Math.round(box.left)}..${Math.round(box.right)}`);
  }
  return bad.slice(0, 5);
}"""


def nothing_outside(page: Page) -> None:
    """No sideways scroll, and no element beyond the view."""
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} scrolls sideways by {overflow} px"
    assert page.evaluate(OUTSIDE) == [], f"{page.url} has elements outside the view"


def nothing_serious(page: Page) -> None:
    """axe finds nothing serious or critical, once colours have stopped moving."""
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")
    found = [
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}"
        for v in Axe().run(page).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert found == [], f"{page.url}: {found}"


def one_heading(page: Page) -> None:
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"


def looks_right(page: Page) -> None:
    """What holds for every page: whoever adds a page looks at it with this."""
    nothing_outside(page)
    nothing_serious(page)
    one_heading(page)
