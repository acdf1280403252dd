"""A branching dialogue: what it consists of, whether it can be played, and what a path through it earns. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luban_xblocks.kit.words import N_

MOST = 100
"""Points of the best path."""
LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Option:
    """Something that the learner can say or do. It leads to the node `next`, or to the end `end`."""

    label: str
    is_message: bool
    points: int
    next: str
    end: str


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of the dialogue. `feedback` is said after the choice, whichever it was."""

    name: str
    who: str
    text: str
    feedback: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All of a scenario. `ends` are the closing texts by name."""

    start: str
    nodes: Mapping[str, Node]
    ends: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A choice that was made."""

    node: Node
    number: int
    option: Option


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a path has led: to the node that waits for a choice, or to an end."""

    steps: tuple[Step, ...]
    node: Node | None
    end: str

    @property
    def points(self) -> int:
        return sum(step.option.points for step in self.steps)

    @property
    def score(self) -> Decimal:
        """Percent: the points themselves, between 0 and 100."""
        return Decimal(min(max(self.points, 0), MOST))


class Unplayable(ValueError):
    """A dialogue that cannot be played. `place` is the field of the form, `message` marked text for `values`."""

    def __init__(self, message: str, place: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.values = values


NO_NAME = N_("A message needs a short name.")
TWO_NAMES = N_("Two messages have the short name %(name)s.")
TWO_ENDS = N_("Two ends have the short name %(name)s.")
NO_START = N_("The first message, %(name)s, is not there.")
NO_NODE = N_("An answer belongs to the message %(name)s, which is not there.")
NO_NEXT = N_("An answer to %(node)s leads to %(name)s, which is not there.")
NO_END = N_("An answer to %(node)s ends with %(name)s, which is not among the ends.")
NOWHERE = N_("An answer to %(node)s leads nowhere: give it the next message or an end.")
TWO_WAYS = N_("An answer to %(node)s has a next message and an end: leave one empty.")
NO_OPTIONS = N_("The message %(name)s has no answers.")
CIRCLE = N_("The conversation comes back to %(name)s: it would never end.")
UNREACHED = N_("No answer leads to the message %(name)s.")
NOT_100 = N_("The best path earns %(points)s points; make it 100.")


def dialogue_of(values: Mapping[str, Any]) -> Dialogue:
    """A dialogue from the flat rows of the form. Rows that belong nowhere are left out."""
    options: dict[str, list[Option]] = {}
    for row in values["options"]:
        made = Option(
            row["label"],
            row["kind"] == "message",
            int(row["points"]),
            row["next"].strip(),
            row["end"].strip(),
        )
        options.setdefault(row["node"].strip(), []).append(made)
    nodes = {
        name: Node(name, row["who"], row["text"], row["feedback"], tuple(options.get(name, ())))
        for row in values["nodes"]
        if (name := row["name"].strip())
    }
    ends = {row["name"].strip(): row["text"] for row in values["ends"]}
    return Dialogue(values["start"].strip() or next(iter(nodes), ""), nodes, ends)


def walk(dialogue: Dialogue, path: Sequence[str]) -> Walk:
    """Follow a path of "node:option", as far as it can be followed."""
    steps: list[Step] = []
    here = dialogue.nodes.get(dialogue.start)
    for choice in path[:LONGEST_PATH]:
        name, _, number = str(choice).rpartition(":")
        if here is None or name != here.name or not _is_option(here, number):
            break
        option = here.options[int(number)]
        steps.append(Step(here, int(number), option))
        if option.end or option.next not in dialogue.nodes:
            return Walk(tuple(steps), None, option.end)
        here = dialogue.nodes[option.next]
    return Walk(tuple(steps), here, "")


def _is_option(node: Node, number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 4 and int(number) < len(node.options)  # noqa: PLR2004


def check(values: Mapping[str, Any]) -> None:
    """Whether a dialogue can be played from its start to an end. Raises Unplayable."""
    _check_names(values)
    dialogue = dialogue_of(values)
    if dialogue.start not in dialogue.nodes:
        raise Unplayable(NO_START, "start", name=dialogue.start or "?")
    for number, row in enumerate(values["options"]):
        _check_option(dialogue, row, number)
    for number, row in enumerate(values["nodes"]):
        if not dialogue.nodes[row["name"].strip()].options:
            raise Unplayable(NO_OPTIONS, f"nodes[{number}].name", name=row["name"].strip())
    best = best_from(dialogue)
    for number, row in enumerate(values["nodes"]):
        if row["name"].strip() not in best:
            raise Unplayable(UNREACHED, f"nodes[{number}].name", name=row["name"].strip())
    if best[dialogue.start] != MOST:
        raise Unplayable(NOT_100, "options[0].points", points=best[dialogue.start])


def _check_names(values: Mapping[str, Any]) -> None:
    for rows, twice in (("nodes", TWO_NAMES), ("ends", TWO_ENDS)):
        seen: set[str] = set()
        for number, row in enumerate(values[rows]):
            name = row["name"].strip()
            if not name or ":" in name:
                raise Unplayable(NO_NAME, f"{rows}[{number}].name")
            if name in seen:
                raise Unplayable(twice, f"{rows}[{number}].name", name=name)
            seen.add(name)


def _check_option(dialogue: Dialogue, row: Mapping[str, Any], number: int) -> None:
    node, following, end = (row[name].strip() for name in ("node", "next", "end"))
    place = f"options[{number}]."
    if node not in dialogue.nodes:
        raise Unplayable(NO_NODE, place + "node", name=node)
    if following and end:
        raise Unplayable(TWO_WAYS, place + "end", node=node)
    if not following and not end:
        raise Unplayable(NOWHERE, place + "next", node=node)
    if following and following not in dialogue.nodes:
        raise Unplayable(NO_NEXT, place + "next", node=node, name=following)
    if end and end not in dialogue.ends:
        raise Unplayable(NO_END, place + "end", node=node, name=end)


def best_from(dialogue: Dialogue) -> dict[str, int]:
    """The most points that can still be earned from each node that is reached. Raises Unplayable on a circle."""
    best: dict[str, int] = {}
    open_nodes: list[str] = []
    todo = [(dialogue.start, False)]
    while todo:
        name, is_done = todo.pop()
        options = dialogue.nodes[name].options
        if is_done:
            open_nodes.remove(name)
            best[name] = max((o.points + best.get(o.next, 0) for o in options), default=0)
        elif name in open_nodes:
            raise Unplayable(CIRCLE, "options[0].next", name=name)
        elif name not in best:
            open_nodes.append(name)
            todo.append((name, True))
            todo += [(option.next, False) for option in options if option.next]
    return best
