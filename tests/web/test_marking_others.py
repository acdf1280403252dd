"""A trainer's mark reaches the learner's score at once; a learner's call never reaches another's."""

from __future__ import annotations

import json

import pytest
from webob import Response
from world import one_page
from xblock.core import XBlock


class Marked(XBlock):
    """Publishes what it is told: a handler of a trainer, and one that a learner may try."""

    has_score = True

    @XBlock.handler
    def mark(self, request, suffix=""):
        self.runtime.publish(self, "grade", json.loads(request.body))
        return Response(json.dumps({"ok": True}), content_type="application/json", charset="utf-8")


@pytest.fixture
def classroom(world, offered):
    offered(marked=Marked)
    world.publish(one_page('<marked url_name="essay"/>'))
    world.trainee("amina")
    world.trainee("brahim")
    world.person("trainer", role="trainer")
    return world


def mark(world, by: str, for_whom: object, value: float = 0.8):
    body = json.dumps({"value": value, "max_value": 1, "user_id": for_whom}).encode()
    return world.browser(world.people[by]).answer("marked/essay", handler="mark", body=body)


def test_a_trainers_mark_is_the_learners_score(classroom, progress):
    amina = classroom.people["amina"]
    assert mark(classroom, "trainer", amina.id).status_code == 200
    assert str(progress(classroom, amina).scores["marked/essay"].earned) == "0.8"
    assert "marked/essay" not in progress(classroom, classroom.people["trainer"]).scores


def test_a_learner_can_only_ever_mark_themself(classroom, progress):
    amina, brahim = classroom.people["amina"], classroom.people["brahim"]
    mark(classroom, "brahim", amina.id)
    assert "marked/essay" not in progress(classroom, amina).scores
    assert "marked/essay" in progress(classroom, brahim).scores


@pytest.mark.parametrize("nobody", [999_999, "somebody", -1, [1]])
def test_a_mark_for_somebody_who_does_not_learn_here_reaches_nobody(classroom, progress, nobody):
    assert mark(classroom, "trainer", nobody).status_code == 200
    for name in ("amina", "trainer"):
        assert "marked/essay" not in progress(classroom, classroom.people[name]).scores
