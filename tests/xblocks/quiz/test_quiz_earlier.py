"""What learners did in older questions becomes a first attempt."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from luban_xblocks.quiz.earlier import attempt_from_problems
from luban_xblocks.quiz.questions import check_bank

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def single(name, *, points="1", right="1", hints=(), html="o"):
    options = [
        {"id": str(n), "html": f"{html}{n}", "credit": "1" if str(n) == right else "0"} for n in (1, 2, 3)
    ]
    return {
        "id": name,
        "kind": "single",
        "stem": f"s {name}",
        "points": points,
        "options": options,
        "hints": list(hints),
    }


def bank(*questions):
    return check_bank(questions)["questions"]


STATES = {
    "a": {"earned": "1", "possible": "1", "answers": {"2_1": "choice_0"}},
    "b": {"earned": "0.5", "possible": "2", "answers": {"2_1": "choice_2"}},
    "c": {"earned": "", "possible": "", "answers": {}},
}


def test_what_was_earned_in_older_questions_becomes_a_first_attempt():
    record = attempt_from_problems(
        ["a", "b", "c"], STATES, bank=bank(single("a", points="2"), single("b")), at=NOW.isoformat()
    )
    assert record["marks"] == {
        "a": {"earned": "2", "possible": "2", "verdict": "right"},
        "b": {"earned": "0.25", "possible": "1", "verdict": "part"},
        "c": {"earned": "0", "possible": "1", "verdict": "empty"},
    }
    assert (record["number"], record["earned"], record["possible"], record["how"]) == (
        1,
        "2.25",
        "4",
        "earlier",
    )
    assert record["answers"] == {"a": "1", "b": "3"}


def test_without_the_bank_points_stay_as_they_were():
    record = attempt_from_problems(["a", "b"], STATES)
    assert (record["earned"], record["possible"]) == ("1.5", "3")


NUMBERS = st.sampled_from(["0", "1", "0.5", "2", "", "-1", "nan", "1e999", None, 3])


@given(
    states=st.dictionaries(
        st.sampled_from("abc"),
        st.fixed_dictionaries({"earned": NUMBERS, "possible": NUMBERS, "answers": st.recursive(st.text(max_size=3) | st.none(), lambda i: st.lists(i) | st.dictionaries(st.text(max_size=2), i), max_leaves=4)}),
    )
)  # fmt: skip
@settings(deadline=None)
def test_no_earlier_state_crashes_the_move_or_earns_more_than_everything(states):
    record = attempt_from_problems(["a", "b", "c"], states, bank=bank(single("a"), single("b", points="4")))
    assert 0 <= Decimal(record["earned"]) <= Decimal(record["possible"])
    for name, state in states.items():
        if state["earned"] == state["possible"] and state["earned"] in ("1", "0.5", "2"):
            assert record["marks"][name]["verdict"] == "right"
