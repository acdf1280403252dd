"""What a scenario consists of: messages, answers and ends, each a flat list of rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.simulator.cases import Case, brought
from luban_xblocks.kit.words import N_

NODES = (
    FormField("name", N_("Short name"), kind="key", help=N_("A1, A2 …")),
    FormField(
        "who",
        N_("Who speaks"),
        kind="choice",
        default="buyer",
        choices=(
            ("buyer", N_("The buyer")),
            ("platform", N_("The marketplace")),
            ("note", N_("What happens")),
        ),
    ),
    FormField("text", N_("Text"), kind="long"),
    FormField("feedback", N_("What is said after the choice"), kind="long"),
)
OPTIONS = (
    FormField("node", N_("Answers the message"), kind="key"),
    FormField(
        "kind",
        N_("It is"),
        kind="choice",
        default="message",
        choices=(("message", N_("a message to the buyer")), ("action", N_("something that one does"))),
    ),
    FormField("label", N_("Text"), kind="long"),
    FormField("points", N_("Points"), kind="integer", default="0", minimum=Decimal(0), maximum=Decimal(100)),
    FormField("next", N_("Next message"), kind="key", required=False),
    FormField("end", N_("or end"), kind="key", required=False),
)
ENDS = (
    FormField("name", N_("Short name"), kind="key"),
    FormField("text", N_("How it ends"), kind="long"),
)
SCENARIO_FORM = (
    FormField("title", N_("Title of the case")),
    FormField("situation", N_("Situation"), kind="long"),
    FormField(
        "order",
        N_("The order"),
        kind="lines",
        required=False,
        help=N_("One fact on each line, as in “Order: 4471”."),
    ),
    FormField("start", N_("Short name of the first message"), kind="key", required=False),
    FormField("nodes", N_("Messages"), kind="rows", columns=NODES),
    FormField(
        "options",
        N_("Answers"),
        kind="rows",
        columns=OPTIONS,
        help=N_("The best path must earn 100 points, and no path may come back."),
    ),
    FormField("ends", N_("Ends"), kind="rows", columns=ENDS),
)

Nodes = Sequence[tuple[str, str, str, str]]
Options = Sequence[tuple[str, str, int, str, str]]


def scenario(
    name: str,
    *,
    texts: tuple[str, str],
    order: list[str],
    nodes: Nodes,
    options: Options,
    ends: dict[str, str],
) -> Case:
    """A scenario from rows: (name, who, text, feedback) and (node, kind, points, where it leads, label)."""
    title, situation = texts
    return brought(
        SCENARIO_FORM,
        id=name,
        title=title,
        situation=situation,
        order=order,
        start=nodes[0][0],
        nodes=[{"name": n, "who": who, "text": text, "feedback": said} for n, who, text, said in nodes],
        options=[
            {
                "node": node,
                "kind": kind,
                "label": label,
                "points": str(points),
                "next": "" if leads in ends else leads,
                "end": leads if leads in ends else "",
            }
            for node, kind, points, leads, label in options
        ],
        ends=[{"name": end, "text": text} for end, text in ends.items()],
    )
