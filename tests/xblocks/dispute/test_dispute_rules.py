"""The dialogues against the tables of the programme, and the check of those that authors write."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luban_xblocks.dispute.broken_on_arrival import BROKEN_ON_ARRIVAL
from luban_xblocks.dispute.rules import Unplayable, best_from, check, dialogue_of, walk
from luban_xblocks.dispute.where_is_my_parcel import WHERE_IS_MY_PARCEL

SCENARIOS = {"7A": WHERE_IS_MY_PARCEL, "7B": BROKEN_ON_ARRIVAL}
TABLE = {
    # node: points and where each answer leads
    "7A": {
        "A1": [(0, "A2b"), (25, "A2a"), (5, "A5")],
        "A2a": [(25, "A3"), (5, "A3")],
        "A2b": [(15, "A3"), (0, "A6")],
        "A3": [(25, "A4"), (5, "A6"), (5, "A6")],
        "A4": [(25, "GOOD"), (5, "RISK")],
        "A5": [(15, "OK"), (0, "BAD")],
        "A6": [(10, "LESSON"), (0, "BAN")],
    },
    "7B": {
        "B1": [(25, "B2"), (0, "B4"), (0, "B4")],
        "B2": [(25, "B3"), (5, "B4"), (5, "B4")],
        "B3": [(25, "B5"), (5, "B5")],
        "B4": [(10, "B5"), (0, "B5")],
        "B5": [(25, "GOOD"), (5, "RISK"), (0, "PRICE")],
    },
}
PATHS = [
    ("7A", "A1:1 A2a:0 A3:0 A4:0", 100, True),
    ("7A", "A1:0 A2b:0 A3:0 A4:0", 65, False),
    ("7A", "A1:1 A2a:1 A3:1 A6:0", 45, False),
    ("7A", "A1:1 A2a:0 A3:1 A6:0", 65, False),
    ("7B", "B1:0 B2:0 B3:0 B5:0", 100, True),
    ("7B", "B1:1 B4:0 B5:0", 35, False),
    ("7B", "B1:0 B2:1 B4:0 B5:0", 65, False),
]


def every_path(dialogue, here=()):
    found = walk(dialogue, here)
    if found.node is None:
        yield found
        return
    for number in range(len(found.node.options)):
        yield from every_path(dialogue, (*here, f"{found.node.name}:{number}"))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_has_the_nodes_points_and_ways_of_the_table(name):
    dialogue = dialogue_of(SCENARIOS[name].values)
    assert {
        node.name: [(o.points, o.next or o.end) for o in node.options] for node in dialogue.nodes.values()
    } == TABLE[name]


@pytest.mark.parametrize(("name", "path", "points", "passes"), PATHS)
def test_a_path_earns_what_the_programme_says(name, path, points, passes):
    found = walk(dialogue_of(SCENARIOS[name].values), path.split())
    assert found.node is None
    assert (found.points, found.score >= 70) == (points, passes)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_can_be_played_and_its_best_path_earns_100(name):
    check(SCENARIOS[name].values)
    assert max(found.points for found in every_path(dialogue_of(SCENARIOS[name].values))) == 100


@pytest.mark.parametrize(("name", "claim"), [("7A", "A6"), ("7B", "B4")])
def test_no_path_through_a_granted_claim_passes(name, claim):
    paths = list(every_path(dialogue_of(SCENARIOS[name].values)))
    through = [found for found in paths if claim in {step.node.name for step in found.steps}]
    assert through
    assert max(found.points for found in through) < 70


@given(
    st.sampled_from(list(SCENARIOS)),
    st.lists(
        st.one_of(
            st.sampled_from([f"{n}:{i}" for t in TABLE.values() for n in t for i in range(4)]), st.text()
        )
    ),
)
def test_no_path_breaks_a_walk_or_earns_too_much(name, path):
    found = walk(dialogue_of(SCENARIOS[name].values), path)
    assert 0 <= found.score <= 100
    assert found.node is not None or found.steps


def changed(change):
    values = deepcopy(dict(BROKEN_ON_ARRIVAL.values))
    change(values)
    return values


def option(values, node, number=0):
    return [row for row in values["options"] if row["node"] == node][number]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda v: v.update(start="X"), "start", "is not there"),
        (lambda v: v["nodes"][1].update(name="B1"), "nodes[1].name", "Two messages"),
        (lambda v: v["nodes"][1].update(name=" "), "nodes[1].name", "short name"),
        (lambda v: v["nodes"][1].update(name="B:2"), "nodes[1].name", "short name"),
        (lambda v: v["ends"][1].update(name="GOOD"), "ends[1].name", "Two ends"),
        (lambda v: option(v, "B1").update(node="X"), "options[0].node", "belongs to the message"),
        (lambda v: option(v, "B1").update(next="X"), "options[0].next", "is not there"),
        (lambda v: option(v, "B1").update(next=""), "options[0].next", "leads nowhere"),
        (lambda v: option(v, "B1").update(end="GOOD"), "options[0].end", "leave one empty"),
        (lambda v: option(v, "B5").update(end="X"), "options[10].end", "not among the ends"),
        (lambda v: option(v, "B4").update(next="B1"), "options[0].next", "comes back to"),
        (lambda v: option(v, "B1").update(next="B1"), "options[0].next", "comes back to"),
        (lambda v: option(v, "B5").update(points=24), "options[0].points", "best path"),
        (
            lambda v: v["nodes"].append({"name": "B9", "who": "note", "text": "t", "feedback": "f"}),
            "nodes[5].name",
            "has no answers",
        ),
        (
            lambda v: (
                v["nodes"].append({"name": "B9", "who": "note", "text": "t", "feedback": "f"}),
                v["options"].append(
                    {"node": "B9", "kind": "action", "label": "l", "points": 0, "next": "B5", "end": ""}
                ),
            ),
            "nodes[5].name",
            "No answer leads to",
        ),
    ],
)
def test_a_dialogue_that_cannot_be_played_is_refused_with_its_place(change, place, words):
    with pytest.raises(Unplayable) as refused:
        check(changed(change))
    assert refused.value.place == place
    assert words in refused.value.message


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "node": st.sampled_from(["a", "b", "c"]),
                "kind": st.just("message"),
                "label": st.just("l"),
                "points": st.integers(0, 100),
                "next": st.sampled_from(["", "a", "b", "c", "d"]),
                "end": st.sampled_from(["", "x", "y"]),
            }
        ),
        max_size=8,
    )
)
def test_what_the_check_lets_through_always_ends_with_100_at_most(rows):
    nodes = [{"name": name, "who": "note", "text": "t", "feedback": "f"} for name in "abc"]
    values = {"start": "a", "nodes": nodes, "options": rows, "ends": [{"name": "x", "text": "t"}]}
    try:
        check(values)
    except Unplayable:
        return
    points = [found.points for found in every_path(dialogue_of(values))]
    assert max(points) == 100
    assert best_from(dialogue_of(values))["a"] == Decimal(100)
