"""What is done with each block: a course with a page for each, two learners, one call, and a look at what
was kept. Runs in the environment that has the blocks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from installed_blocks import CASES, Case
from world import Browser, World, build_world, course, module, unit
from xblock.fields import UserScope

from luban_lms.app import create_app
from luban_lms.config import Settings
from luban_lms.db.base import Model
from luban_lms.enrollment import api as enrollment
from luban_lms.runtime import api as runtime
from luban_lms.web.application import LubanFlask
from luban_lms.web.course import standing_in

STEPS = ("import", "parse", "render", "call", "kept")
BRAHIM, AMINA = "brahim", "amina"


@dataclass
class Outcome:
    """What came of one block type: step to "ok", "-" (it has none) or what went wrong."""

    tag: str
    distribution: str = ""
    steps: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return all(self.steps.get(step) in ("ok", "-") for step in STEPS)


def name_of(case: Case) -> str:
    return f"b-{(case.within or case.tag).strip('_').replace('_', '-')}"


def open_site(home: Path) -> World:
    """A centre whose course has a page for each block."""
    app = create_app(Settings.from_env({}, home=home, language="en"))
    assert isinstance(app, LubanFlask)
    with app.database.unit_of_work() as work:
        session = work.session
        Model.metadata.create_all(session.connection())
    pages = [unit(name_of(case), case.xml.format(name=name_of(case))) for case in CASES if not case.within]
    world = build_world(app, course(module("m1", *pages)))
    for name in (AMINA, BRAHIM):
        world.trainee(name)
    return world


def play(world: World) -> Iterator[Outcome]:
    """Every case, in order."""
    amina, brahim = (world.browser(world.people[name]) for name in (AMINA, BRAHIM))
    found: dict[str, Outcome] = {}
    for case in CASES:
        outcome = found[case.tag] = Outcome(case.tag)
        point = runtime.entry_point_of(case.tag)
        loaded = runtime.load(point) if point else None
        outcome.distribution = f"{point.dist.name} {point.dist.version}" if point and point.dist else ""
        if loaded is None or loaded.block_class is None:
            outcome.steps["import"] = loaded.reason if loaded else "not installed"
        else:
            outcome.steps["import"] = "ok"
            if case.within:
                _inside(world, case, outcome, found[case.within])
            else:
                _alone(world, case, outcome, amina, brahim)
        yield outcome


def _alone(world: World, case: Case, outcome: Outcome, amina: Browser, brahim: Browser) -> None:
    name = name_of(case)
    key = f"{case.tag}/{name}" if not case.of else f"problem-builder/{name}"
    outcome.steps["parse"] = _parsed(world, key)
    outcome.steps["render"] = _rendered(amina.page(f"{name}-p1", name), case.of or case.tag)
    before, other = _portrait(world, AMINA, key, case, amina), _portrait(world, BRAHIM, key, case, brahim)
    outcome.steps["call"] = _called(world, amina, key, case)
    after, later = _portrait(world, AMINA, key, case, amina), _portrait(world, BRAHIM, key, case, brahim)
    if not case.kept:
        outcome.steps["kept"] = "-"
    elif after == before:
        outcome.steps["kept"] = "nothing was kept"
    else:
        outcome.steps["kept"] = "ok" if other == later else "another learner sees it"


def _inside(world: World, case: Case, outcome: Outcome, holder: Outcome) -> None:
    """A block inside another: read, drawn and answered with it."""
    name = name_of(next(one for one in CASES if one.tag == case.within))
    visit = _visit(world, AMINA, f"{'problem-builder' if case.within == 'pb-table' else case.within}/{name}")
    shown = [k for k in visit.tree._parsed if k.startswith(f"{case.tag}/{name}")]
    outcome.steps["parse"] = "ok" if shown and runtime.is_known(case.tag) else "not in the tree"
    for step in ("render", "call", "kept"):
        outcome.steps[step] = holder.steps.get(step, "?")


def _parsed(world: World, key: str) -> str:
    authored = _visit(world, AMINA, key).tree.get(key)
    return (
        "ok"
        if runtime.is_known(key.partition("/")[0]) and authored.block_class.__name__ != "UnknownBlock"
        else "a card"
    )


def _rendered(response: Any, tag: str) -> str:
    text = response.get_data(as_text=True)
    if response.status_code != 200:
        return f"status {response.status_code}"
    for sign in ("block-fault", "block-missing"):
        if f'class="{sign}"' in text:
            return sign
    return "ok" if f'data-block-type="{tag}"' in text else "not on the page"


def _called(world: World, browser: Browser, key: str, case: Case) -> str:
    if not case.calls:
        return "-"
    said = ""
    for handler, sent in case.calls:
        response = _send(world, browser, key, handler, sent, case)
        said = response.get_data(as_text=True)
        if response.status_code != 200:
            return f"{handler}: status {response.status_code} {said[:80]}"
    return "ok" if case.told in said else f"said {said[:120]}"


def _send(world: World, browser: Browser, key: str, handler: str, sent: Any, case: Case) -> Any:
    name, _, suffix = handler.partition("/")
    address = (
        world.handler(key, name) + (f"/{suffix}" if suffix else "") + (f"?{case.query}" if case.query else "")
    )
    text = json.dumps(sent).replace("{name}", name_of(case)).replace("_ID_", f"_{_problem_id(world, key)}_")
    body = urlencode(json.loads(text)) if case.form else text
    kind = "application/x-www-form-urlencoded" if case.form else "application/json"
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    return browser.client.post(address, data=body, content_type=kind, headers=headers)


def _problem_id(world: World, key: str) -> str:
    usage = runtime.usage_key(world.key, key)
    return str(usage.html_id())


def _portrait(world: World, username: str, key: str, case: Case, browser: Browser) -> str:
    """All that is kept of a learner in a block, as text."""
    if isinstance(case.kept, tuple):
        return str(_send(world, browser, key, *case.kept, case).get_data(as_text=True))
    visit = _visit(world, username, key)
    made = runtime.LubanRuntime(visit)
    told = {}
    with world.app.database.unit_of_work(write=False):
        for usage in {key, *visit.tree.below(key)}:
            block = made.get_block(visit.tree.usage(usage))
            told[usage] = {
                name: one.to_json(one.read_from(block))
                for name, one in block.fields.items()
                if getattr(one.scope, "user", None) is UserScope.ONE and one.is_set_on(block)
            }
    return json.dumps(told, default=str, sort_keys=True)


def _visit(world: World, username: str, key: str) -> runtime.Visit:
    person = world.people[username]
    with (
        world.app.test_request_context(headers={"Accept-Language": "en"}),
        world.app.database.unit_of_work(write=False),
    ):
        entered = standing_in(person, enrollment.access_to(world.key, person))
        assert entered is not None
        return runtime.open_visit(entered.standing, entered.learner, key, urls=runtime.BareUrls())
