"""Scores and rules are those of Open edX's own problem code, as its answers were recorded.

`make test-capa` asks that code again, and compares the problems of whole courses too.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "test_capa_cases.py"


def _read_tool():
    spec = importlib.util.spec_from_file_location("test_capa_cases", TOOL)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


capa = _read_tool()
ROWS = list(capa.rows())
RECORDED = {(one["feature"], one["problem"], one["answers"]): one for one in capa.recorded(capa.GRADES)}
FEATURES = (
    *("multiplechoice", "choice", "option", "string", "numerical", "formula", "several responses"),
    *(
        "partial points",
        "partial EDC",
        "partial halves",
        "partial close",
        "partial list",
        "partial list,close",
    ),
    *("inline and multiple dropdowns", "answer pool", "shuffle", "targeted feedback", "compound hints"),
    *("tolerance", "ranges", "additional answers", "string patterns", "numerical functions"),
)


def number(text: str) -> float | str:
    return text if text in (capa.REFUSED, capa.BROKEN) else float(text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.feature}: {row.name}: {row.answers}")
def test_an_answer_is_graded_as_recorded_or_differs_for_a_reason_that_is_named(row):
    there = RECORDED[row.key]
    points, of = capa.here(row.problem, row.answers)
    equal = capa.same(points, number(there["points"])) and str(of) == (there["of"] or str(of))
    if row.differs:
        assert row.differs in capa.reasons()
        assert not equal, "the reason is no longer needed"
    else:
        assert equal, (points, of, there)


def test_the_record_has_every_answer_and_no_other():
    assert [row.key for row in ROWS] == list(RECORDED)
    assert len(ROWS) >= 120


def test_every_feature_has_right_and_wrong_answers():
    kinds = {(row.feature, RECORDED[row.key]["points"] not in ("0.0", capa.REFUSED)) for row in ROWS}
    assert kinds == {(feature, right) for feature in FEATURES for right in (True, False)}
    partial = Counter(row.feature for row in ROWS if number(RECORDED[row.key]["points"]) in (0.25, 0.5))
    assert all(
        partial[feature] for feature in FEATURES if feature.startswith("partial") and "EDC" not in feature
    )


def test_no_problem_of_the_table_is_a_card():
    assert {row.problem.unsupported for row in ROWS} == {()}


def test_what_may_be_seen_reset_saved_and_sent_is_as_recorded():
    learners = list(capa.standings())
    ours = capa.rules_table(learners, [capa.rules_here(one) for one in learners])
    there = [list(line.values()) for line in capa.recorded(capa.RULES)]
    assert ours == there
    assert {line[0] for line in ours} == set(capa.SHOWANSWER)
    assert {line[3] for line in ours} == set(capa.RERANDOMIZE)


def test_the_attempt_that_counts_is_as_recorded():
    found = [(one["method"], str(one["history"]), capa.counted_here(**one)) for one in capa.histories()]
    there = [(one["method"], one["history"], float(one["points"])) for one in capa.recorded(capa.METHODS)]
    assert found == there
    assert json.loads(there[0][1]) == [1.0]
