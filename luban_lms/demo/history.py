"""A plausible history: every trainee reads and answers through the host, as a browser would."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import webob

from luban_lms.accounts.data import Person
from luban_lms.blocks.problem.block import ProblemBlock
from luban_lms.courses import api as courses
from luban_lms.courses.data import CompiledCourse, Node
from luban_lms.db.unit_of_work import Database
from luban_lms.demo.centre import BEGAN, Centre
from luban_lms.demo.exercises import map_of, sheets
from luban_lms.learner_state import api as learner_state
from luban_lms.lib.clock import FixedClock, use_clock
from luban_lms.runtime import api as runtime

SEED = 20211203
"""The day the workshop was opened; any number would do, but it must not change."""

LANGUAGES = ("ar", "ar", "ar", "fr", "fr", "en", "zh")
"""Which language a trainee reads in, by how many do."""

MAIN = "trainee"
MAIN_PAGES = 0.39
"""How far the account that visitors sign in with is: in the middle of the module."""


def make_history(database: Database, centre: Centre, people: list[Person], now: datetime) -> Iterator[int]:
    """Let everybody do their part; one transaction per trainee. Yields how many are done.

    What a trainee did before is left as it is, so that an interrupted start goes on where it stopped.
    """
    for done, person in enumerate(people, 1):
        chance = random.Random(f"{SEED}-{person.username}")  # noqa: S311 - a play, not a secret
        with database.unit_of_work():
            if not learner_state.entries_of(centre.course.id, person.id):
                _Trainee(database, centre, person, chance, now).study()
        yield done


class _Trainee:
    """One trainee at work, from the first day of the cohort until today."""

    def __init__(
        self, database: Database, centre: Centre, person: Person, chance: random.Random, now: datetime
    ) -> None:
        language = "ar" if person.username == MAIN else chance.choice(LANGUAGES)
        self.course: CompiledCourse = courses.get_compiled(centre.course.live_hash or "", language)
        self.centre = centre
        self.person = person
        self.chance = chance
        self.epoch = learner_state.current_epoch(str(database.engine.url))
        self.skill = chance.betavariate(6, 3)
        self.now = now
        self.at = (now - BEGAN).astimezone(UTC).replace(hour=8, minute=0) + timedelta(
            minutes=chance.randrange(240)
        )

    def study(self) -> None:
        """Read pages and answer questions up to where this trainee is today."""
        pages = [n for n in self.course.nodes.values() if n.type == "vertical"]
        for page in pages[: round(len(pages) * self._share())]:
            self._pass_time()
            if self.at >= self.now:
                return
            for block in self.course.below(page.key):
                if block.type == "problem" and self._is_drawn(block):
                    self._answer(block)
                elif block.type == "luban_quiz":
                    self._take_quiz(block)
                elif block.type == "luban_landed_cost":
                    self._fill_sheets(block)
                elif block.type == "luban_task":
                    self._hand_in(block)
            self._read(page)

    def _share(self) -> float:
        """How much of the module is done: most are through, some are late, a few never began."""
        if self.person.username == MAIN:
            return MAIN_PAGES
        kind = self.chance.random()
        if kind < 0.03:  # noqa: PLR2004 - shares of the cohort
            return 0
        if kind < 0.15:  # noqa: PLR2004
            return self.chance.uniform(0.1, 0.5)
        return min(1.0, self.chance.uniform(0.8, 1.5))

    def _pass_time(self) -> None:
        self.at += timedelta(minutes=self.chance.uniform(20, 110))
        if self.at.hour >= 18:  # noqa: PLR2004 - the training day is over
            self.at = (self.at + timedelta(days=1)).replace(hour=8, minute=self.chance.randrange(60))

    def _standing(self) -> runtime.Standing:
        return runtime.Standing(
            course=self.course,
            course_id=self.centre.course.id,
            organisation_id=self.centre.organisation.id,
            version_id=self.centre.course.live_version_id,
            staff=False,
            groups={},
            extension=timedelta(),
            now=self.at,
        )

    def _learner(self) -> runtime.Learner:
        return runtime.Learner(
            id=self.person.id,
            username=self.person.username,
            display_name=self.person.display_name,
            language=self.course.language,
        )

    def _is_drawn(self, block: Node) -> bool:
        """Of a bank, only the questions that this trainee was given."""
        bank = self.course.node(block.parent or "")
        if bank is None or bank.type not in ("itembank", "library_content"):
            return True
        visit = runtime.open_visit(self._standing(), self._learner(), bank.key, urls=runtime.BareUrls())
        host = runtime.LubanRuntime(visit)
        shown = host.get_block(visit.tree.get(bank.key).usage).shown_children()
        return block.key in {runtime.block_key(child.scope_ids.usage_id) for child in shown}

    def _answer(self, block: Node) -> None:
        """Answer until right, or until patience or attempts end."""
        for _attempt in range(2):
            self.at += timedelta(seconds=self.chance.uniform(20, 120))
            if self._submit(block, right=self.chance.random() < self.skill):
                return

    def _submit(self, block: Node, *, right: bool) -> bool:
        problem = self._opened(block)
        if not isinstance(problem, ProblemBlock) or not problem.problem.fields:
            return True
        answers = {
            name: list(values) if len(values) != 1 else values[0]
            for name, values in self._answers(problem, right=right).items()
        }
        self._call(block, "submit", {"answers": answers})
        return right

    def _take_quiz(self, block: Node) -> None:
        """Take a quiz once."""
        self._call(block, "begin", {})
        quiz = self._opened(block)
        attempt = {"attempt": str(quiz.attempt["number"])}
        for question in quiz.attempt["questions"]:
            self.at += timedelta(seconds=self.chance.uniform(20, 110))
            name = question["id"]
            known = quiz.known_fields(name, right=self.chance.random() < self.skill)
            self._call(block, "save_answer", {**attempt, "question": name, **known})
        self._call(block, "submit", {**attempt, "confirm": "yes"})

    def _fill_sheets(self, block: Node) -> None:
        """Try each case of the landed cost once."""
        for sheet in sheets(self.chance, self.skill):
            self.at += timedelta(seconds=int(sheet["seconds"]))
            self._call(block, "check", sheet)

    def _hand_in(self, block: Node) -> None:
        """Hand a task in, as some do; chance of its own, so that the rest of the history is what it was."""
        own = random.Random(f"{SEED}-{self.person.username}-{block.key}")  # noqa: S311 - a play, not a secret
        draft = map_of(own, self.course.language, self._opened(block).asked.steps)
        if draft is None:
            return
        self._call(block, "keep", draft, chance=own)
        self._call(block, "review", {}, chance=own)
        self._call(block, "hand_in", {"confirm": "yes"}, chance=own)

    def _opened(self, block: Node) -> Any:
        """A block as this trainee has it now."""
        visit = runtime.open_visit(self._standing(), self._learner(), block.key, urls=runtime.BareUrls())
        return runtime.LubanRuntime(visit).get_block(visit.tree.get(block.key).usage)

    def _call(
        self, block: Node, handler: str, values: Mapping[str, Any], *, chance: random.Random | None = None
    ) -> None:
        """Call a handler through the host, as a browser would."""
        body = json.dumps(values, ensure_ascii=False).encode()
        before = use_clock(FixedClock(self.at))
        try:
            runtime.answer(
                self._standing(),
                self._learner(),
                runtime.Call(
                    block=block.key,
                    handler=handler,
                    suffix="",
                    request=webob.Request.blank(
                        "/", method="POST", body=body, content_type="application/json"
                    ),
                    body=body,
                    key=f"demo-{(chance or self.chance).getrandbits(96):024x}",
                    device="demonstration",
                    client_time=self.at,
                ),
                urls=runtime.BareUrls(),
                epoch=self.epoch,
            )
        finally:
            use_clock(before)

    def _answers(self, problem: ProblemBlock, *, right: bool) -> dict[str, tuple[str, ...]]:
        """The right answer, or one that somebody might give."""
        found = dict(problem.problem.right())
        if right:
            return found
        for field in problem.problem.fields:
            others = [option.name for option in field.options if option.name not in found.get(field.id, ())]
            if others:
                found[field.id] = (self.chance.choice(others),)
            elif not field.options:
                found[field.id] = (str(Decimal(self.chance.randrange(1, 400))),)
        return found

    def _read(self, page: Node) -> None:
        """See the page to its end."""
        blocks = [
            n.key
            for n in self.course.below(page.key)
            if not n.children and runtime.done_by_seeing(runtime.block_class(n.type), n.body)
        ]
        self.at += timedelta(seconds=self.chance.uniform(30, 240))
        standing = replace(self._standing(), now=self.at)
        runtime.complete_on_view(standing, self._learner(), blocks, page=page.key)
