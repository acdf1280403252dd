"""Fields of a task: what its author set, what a learner did, and the works that all share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from xblock.fields import Boolean, Dict, Integer, List, Scope, String

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import NAME_FIELD, AuthoredBlock
from luban_xblocks.kit.words import N_
from luban_xblocks.task import sentences as say
from luban_xblocks.task.example import example
from luban_xblocks.task.links import MOST_LINKS
from luban_xblocks.task.rubric import Criterion, criteria_of, full
from luban_xblocks.task.work import MOST_STEPS, Asked

MOST_FILES = 6
MOST_AGAIN = 20
WHOLE_POINTS = "10"
NOUGHT = Decimal(0)

CRITERION_FORM = (
    FormField("title", N_("Criterion")),
    FormField("points", N_("Points"), "decimal", required=False, minimum=NOUGHT, help=N_("Empty: those of the best level.")),
    FormField("name", N_("Short name"), "key", required=False, help=N_("Empty: one is given.")),
    FormField("looks", N_("What is looked at"), "long", required=False),
    FormField("levels", N_("Levels"), "lines", required=False, help=N_("One on each line, its points first: 4 Sharp and well lit. None: a trainer types the points.")),
)  # fmt: skip


def _count(name: str, label: str, most: int, default: str, hint: str = "") -> FormField:
    return FormField(
        name,
        label,
        "integer",
        required=False,
        default=default,
        minimum=NOUGHT,
        maximum=Decimal(most),
        help=hint,
    )


@dataclass(frozen=True, slots=True)
class Content:
    """What an author wrote, or the example where there is nothing. `brief` and `model` are not yet safe HTML."""

    title: str
    brief: str
    steps: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    model: str


class TaskFields(AuthoredBlock):
    """The fields of a task."""

    SETTINGS: ClassVar[tuple[FormField, ...]] = (
        NAME_FIELD,
        FormField("brief", N_("Brief"), "html", help=N_("What is to be done, and for whom. HTML is allowed.")),
        FormField("steps", N_("Steps"), "lines", required=False, help=N_("One sentence on each line. The trainee ticks what is done.")),
        FormField("text", N_("A text is handed in"), "boolean"),
        _count("links", N_("Links, at most"), MOST_LINKS, "0"),
        _count("files", N_("Files, at most"), MOST_FILES, "3"),
        FormField("kinds", N_("Kind of files"), "choice", choices=say.KIND_WORDS, default="both"),
        FormField("rubric", N_("Rubric"), "rows", columns=CRITERION_FORM, help=N_("Trainees see it before they begin.")),
        _count("pass_mark", N_("Per cent to pass"), 100, "70"),
        _count("again", N_("How often it may be handed in again"), MOST_AGAIN, "0", N_("0: as often as the trainer returns it. More: also after marks, and the best counts.")),
        FormField("weight", N_("Points"), "decimal", required=False, minimum=NOUGHT, help=N_("Empty: those of the rubric together.")),
        FormField("model", N_("Model answer"), "html", required=False, help=N_("Shown once there are marks and nothing more can be handed in.")),
    )  # fmt: skip
    BODY_FIELDS: ClassVar[tuple[str, ...]] = ("brief", "steps", "rubric", "model")

    brief = String(scope=Scope.content, default="")
    steps = List(scope=Scope.content, default=[])
    rubric = List(scope=Scope.content, default=[])
    """The criteria; see rubric.py."""
    model = String(scope=Scope.content, default="")
    """A model answer. No learner gets a byte of it before there are marks."""
    text = Boolean(scope=Scope.settings, default=True)
    """Whether a text is handed in."""
    links = Integer(scope=Scope.settings, default=0)
    """Links that may be handed in."""
    files = Integer(scope=Scope.settings, default=3)
    """Files that may be handed in."""
    kinds = String(scope=Scope.settings, default="both")
    """ "pictures", "documents" or "both"."""
    pass_mark = Integer(scope=Scope.settings, default=70)
    """Per cent from which the task is passed. In OLX it is the attribute `pass`."""
    again = Integer(scope=Scope.settings, default=0)
    """How often it may be handed in after the first time. 0: as often as a trainer returns it."""

    work = Dict(scope=Scope.user_state, default={})
    """The draft; see work.py."""
    past = List(scope=Scope.user_state, default=[])
    """What was handed in, oldest first; see standing.py."""
    uploads = Integer(scope=Scope.user_state, default=0)
    """Files that were ever added."""
    reviewing = Boolean(scope=Scope.user_state, default=False)
    """Whether the page before handing in is open."""
    improving = Boolean(scope=Scope.user_state, default=False)
    """Whether the draft is open again after marks."""
    finished = Boolean(scope=Scope.user_state, default=False)
    """Whether the learner left it at the marks, although it could be handed in again."""
    notice = Dict(scope=Scope.user_state, default={})
    """A sentence for the next view, as marked text: {"message", "values", "place"}."""
    form_kept = Dict(scope=Scope.user_state, default={})
    """What a trainer typed in a form that was refused: {"key", "values", "message", "place"}."""

    waiting = Dict(scope=Scope.user_state_summary, default={})
    """Works that wait for a trainer, each {"user", "who", "number", "at", "best"} and what was handed in."""
    marks = Dict(scope=Scope.user_state_summary, default={})
    """Decisions that their writers have not fetched yet: {"decision", "work"}."""
    kept_files = String(scope=Scope.user_state_summary, default="")
    """Nothing is kept in it: it names the folder of the files for the service `fs`."""

    @property
    def is_written(self) -> bool:
        """Whether an author wrote anything; else the example is shown."""
        return any(getattr(self, name) for name in self.BODY_FIELDS)

    @cached_property
    def content(self) -> Content:
        """What the author wrote; the example, in the reader's language, where nothing is written."""
        written = {name: getattr(self, name) for name in self.BODY_FIELDS}
        found: dict[str, Any] = written if self.is_written else dict(example(self.gettext))
        whole = [{"name": "whole", "title": self.gettext(say.WHOLE), "points": WHOLE_POINTS}]
        return Content(
            title=str(self.display_name or found.get("title") or self.gettext(self.NAME)),
            brief=str(found["brief"]),
            steps=tuple(str(one) for one in found["steps"][:MOST_STEPS]),
            criteria=criteria_of(found["rubric"] or whole),
            model=str(found["model"]),
        )

    @property
    def title(self) -> str:
        return self.content.title

    @property
    def asked(self) -> Asked:
        """What may be handed in, within the bounds that hold for every task."""
        return Asked(
            text=bool(self.text),
            links=min(max(int(self.links), 0), MOST_LINKS),
            files=min(max(int(self.files), 0), MOST_FILES),
            steps=len(self.content.steps),
        )

    def max_score(self) -> float:
        """Points that can be earned: the weight, else the points of the rubric."""
        if self.weight is not None:
            return max(float(self.weight), 0.0)
        return float(full(self.content.criteria))
