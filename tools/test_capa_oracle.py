"""What Open edX's own problem code says of questions that come in as JSON; runs where that code is installed.

Reads one JSON document from standard input and writes one to standard output: `tools/test_capa.py` asks,
in an environment without it. Nothing of a problem is run that is a program: the sandbox refuses.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings
from lxml import etree

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "submissions", "edxval", "waffle"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    TRANSCRIPT_LANG_CACHE_TIMEOUT=60,
    VIDEO_IMAGE_SETTINGS={},
    VIDEO_TRANSCRIPTS_SETTINGS={},
    STATIC_URL="/static/",
    SECRET_KEY="x",  # noqa: S106 - no server runs
    USE_TZ=True,
)
django.setup()

from xblock.runtime import NullI18nService  # noqa: E402 - Django must be set up first
from xblock.scorable import Score  # noqa: E402
from xblocks_contrib.problem.capa.capa_problem import LoncapaProblem, LoncapaSystem  # noqa: E402
from xblocks_contrib.problem.capa.inputtypes import OptionInput  # noqa: E402
from xblocks_contrib.problem.capa.responsetypes import StudentInputError  # noqa: E402
from xblocks_contrib.problem.capa.responsetypes import registry as responses  # noqa: E402
from xblocks_contrib.problem.capa_block import GradingMethodHandler, ProblemBlock  # noqa: E402

PLACE = "block-v1:a+b+c+type@problem+block@p"
REFUSED = "refused"
"""The answer was not taken: no score, no attempt."""
BROKEN = "broken"
"""The code raised something that it did not mean to."""


def problem_of(xml: str) -> LoncapaProblem:
    """The problem in `xml`, without rendering it."""
    system = LoncapaSystem(
        ajax_url="/",
        anonymous_student_id="learner",
        cache=None,
        can_execute_unsafe_code=lambda: False,
        get_python_lib_zip=lambda: None,
        DEBUG=False,
        i18n=NullI18nService(),
        render_template=lambda *_: "",
        resources_fs=SimpleNamespace(root_path="/nowhere"),
        seed=1,
        xqueue=None,
    )
    block = SimpleNamespace(
        location=PLACE,
        scope_ids=None,
        display_name="p",
        data=xml,
        runtime=SimpleNamespace(publish=lambda *_: None),
    )
    return LoncapaProblem(xml, "p", system, block, state={}, seed=1, extract_tree=False)


def named(problem: LoncapaProblem, xml: str, field: str, value: Any) -> Any:
    """An answer by our names as this code has it: names of choices, texts of options."""
    response = field.split("_", maxsplit=1)[0]
    node = next(node for node in problem.responders if node.get("id") == f"p_{int(response) - 1}")
    if node.tag in ("multiplechoiceresponse", "choiceresponse"):
        names = choice_names(xml, int(response) - 1, node.tag)
        if isinstance(value, list):
            return [names[int(one.removeprefix("choice_"))] for one in value]
        return names[int(value.removeprefix("choice_"))] if value else value
    if node.tag == "optionresponse" and value:
        entry = next(one for one in problem.responders[node].inputfields if one.get("id") == f"p_{field}")
        texts = [text for text, _ in OptionInput.parse_options(entry.get("options"))]
        return texts[int(value.removeprefix("option_"))]
    return value


def choice_names(xml: str, number: int, tag: str) -> list[str]:
    """Names of the choices of a response in the author's order, which a draw changes."""
    elements = etree.fromstring(xml.encode()).iter(*responses.registered_tags())
    found: list[str] = []
    unnamed = 0
    for choice in list(elements)[number - 1].iter("choice"):
        own = choice.get("name") if tag == "multiplechoiceresponse" else None
        found.append(f"choice_{unnamed if own is None else own}")
        unnamed += own is None
    return found


def graded(xml: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Points and their maximum for an answer, or why there are none."""
    try:
        problem = problem_of(xml)
        given = {f"p_{field}": named(problem, xml, field, value) for field, value in answers.items()}
        problem.grade_answers(given)
        score = problem.calculate_score()
    except StudentInputError:
        return {"points": REFUSED}
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        return {"points": BROKEN, "error": f"{type(error).__name__}: {error}"}
    return {"points": round(float(score["score"]), 9), "of": score["total"]}


class Learner:
    """Where a learner stands, with the block's own rules about it."""

    correctness_available = ProblemBlock.correctness_available
    used_all_attempts = ProblemBlock.used_all_attempts
    is_past_due = ProblemBlock.is_past_due
    closed = ProblemBlock.closed
    is_attempted = ProblemBlock.is_attempted

    def __init__(self, standing: dict[str, Any]) -> None:
        self.__dict__.update(standing)
        day = timedelta(days=1)
        due = {"past": datetime.now(UTC) - day, "future": datetime.now(UTC) + day, "none": None}
        self.close_date = due[standing["due"]]
        user = SimpleNamespace(opt_attrs={"edx-platform.user_is_staff": standing["staff"]})
        service = SimpleNamespace(get_current_user=lambda: user)
        self.runtime = SimpleNamespace(service=lambda *_: service)

    def is_correct(self) -> bool:
        return bool(self.__dict__["right"])

    def is_submitted(self) -> bool:
        return bool(self.__dict__["done"])

    def rules(self) -> dict[str, bool]:
        """What the block's rules allow this learner; a button that would be refused is none."""
        fresh = self.is_submitted() and self.__dict__["rerandomize"] == "always"
        return {
            "answer": bool(ProblemBlock.answer_available(self)),
            "correctness": bool(ProblemBlock.correctness_available(self)),
            "reset": bool(ProblemBlock.should_show_reset_button(self))
            and self.is_submitted()
            and not self.closed(),
            "save": bool(ProblemBlock.should_show_save_button(self)) and not fresh and not self.closed(),
            "submit": bool(ProblemBlock.should_enable_submit_button(self)),
        }


def counted(method: str, history: list[float], possible: float) -> float:
    """The points that count of those of every attempt."""
    scores = [Score(one, possible) for one in history]
    return float(GradingMethodHandler(scores[-1], method, scores, possible).get_score().raw_earned)


def main() -> None:
    asked = json.load(sys.stdin)
    json.dump(
        {
            "grades": [graded(one["xml"], one["answers"]) for one in asked["grades"]],
            "rules": [Learner(one).rules() for one in asked["rules"]],
            "methods": [counted(**one) for one in asked["methods"]],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
