"""Taking a quiz in tests: a small quiz, and what a learner does with it."""

from __future__ import annotations

from datetime import UTC, datetime

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
QUESTIONS = """<question id="a" points="2"><stem>Which duty?</stem><option correct="true">DI<feedback>Well read.</feedback></option>
<option>TPI<feedback>That is a tax.</feedback></option><hint cost="0.5">Look at the form.</hint><explanation>The tariff says so.</explanation></question>
<question id="b" kind="numeric" value="12.5" tolerance="0"><stem>How heavy?</stem></question>
<question id="c" kind="truefalse" correct="true"><stem>FOB is a term.</stem></question>"""
ESSAY = '<question id="e" kind="essay"><stem>Write to the supplier.</stem><criterion points="2">Facts</criterion><criterion points="3">Words</criterion></question>'


def quiz(attributes="", questions=QUESTIONS):
    return f'<luban_quiz url_name="q" display_name="Module quiz" {attributes}><intro>Read first.</intro>{questions}</luban_quiz>'


def begin(learner):
    assert learner.post("begin")["status"] == "begun"
    return learner


def answer(learner, question, value, *, attempt="1"):
    return learner.post("save_answer", attempt=attempt, question=question, answer=value)


def hand_in(learner, attempt="1"):
    return learner.post("submit", attempt=attempt, confirm="yes")
