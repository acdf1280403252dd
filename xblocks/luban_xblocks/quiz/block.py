"""The quiz as a block: its views and handlers. What it decides is in the files beside it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

from lxml import etree
from markupsafe import Markup
from web_fragments.fragment import Fragment

from luban_xblocks.kit.html import sanitize
from luban_xblocks.kit.posting import UNREADABLE, Refused, posted, text_of
from luban_xblocks.kit.words import N_
from luban_xblocks.quiz import attempt as attempts
from luban_xblocks.quiz import sentences as say
from luban_xblocks.quiz.editing import QuizEditing
from luban_xblocks.quiz.kinds.kind import Question
from luban_xblocks.quiz.kinds.registry import kind_of
from luban_xblocks.quiz.olx import read_bank
from luban_xblocks.quiz.olx_writing import write_bank
from luban_xblocks.quiz.pages import page_of
from luban_xblocks.quiz.playing import fields_of
from luban_xblocks.quiz.questions import worth
from luban_xblocks.quiz.scenarios import SCENARIOS
from luban_xblocks.quiz.settings import checked_attributes
from luban_xblocks.quiz.timing import is_over, is_too_late
from luban_xblocks.quiz.trainer import QuizTrainer


class QuizBlock(QuizTrainer, QuizEditing):
    """Many questions in one block."""

    NAME: ClassVar[str] = N_("Quiz")
    has_score: ClassVar[bool] = True
    has_custom_completion: ClassVar[bool] = True

    def max_score(self) -> float:
        """Points that can be earned: the weight, else the points of what is drawn."""
        if self.weight is not None:
            return max(float(self.weight), 0.0)
        return float(attempts.text_of(worth(self.questions, self.draw)))

    def known_fields(self, question: str, *, right: bool) -> dict[str, Any]:
        """What a browser would post for a question of the open attempt; called by a host's demonstration."""
        found = attempts.question_in(self.attempt, question)
        return {} if found is None else fields_of(self.attempt, found, right=right)

    # Views

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The quiz where the learner left it. Nothing is changed by looking."""
        fragment = self.fragment(self.html(), styles=("quiz.css",), scripts=("quiz_clock.js", "quiz.js"))
        words = {name: self.gettext(text) for name, text in say.SCRIPT_WORDS.items()}
        fragment.initialize_js("LubanQuiz", {"words": words, "language": self.language})
        return fragment

    def html(self) -> Markup:
        """The whole quiz, as its view and each of its handlers give it."""
        return self.render_template("quiz.html", **page_of(self))

    def index_dictionary(self) -> dict[str, Any]:
        found = super().index_dictionary()
        found["content"]["intro"] = sanitize(str(self.bank.get("intro", "")), "text")
        return found

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        drawn = self.draw if 0 < self.draw < len(self.questions) else len(self.questions)
        more = {"mode": self.mode, "questions": drawn, "attempts": self.attempts, "minutes": self.minutes}
        return {**super().student_view_data(context), **more}

    @classmethod
    def workbench_scenarios(cls) -> list[tuple[str, str]]:
        return SCENARIOS

    # Handlers

    @posted
    def begin(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Begin an attempt: draw its questions, and start its clock. An attempt that is open stays."""
        self.settle()
        if attempts.is_open(self.attempt):
            return self.reply("open")
        if why := self.why_not_begin():
            return self.told(why)
        self.attempt = attempts.begin(
            self.questions,
            number=max((int(one["number"]) for one in self.past), default=0) + 1,
            seed=secrets.token_hex(8),
            draw=self.draw,
            shuffle=self.shuffle,
            mode=self.mode,
            language=self.language,
            at=self.now(),
            minutes=self.minutes,
            extra=self.extra_time,
        )
        self.work, self.place = dict(attempts.EMPTY_WORK), "0"
        return self.reply("begun")

    @posted
    def save_answer(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep the answer of one question. Never an attempt, never a mark."""
        if refusal := self._not_open(sent):
            return refusal
        self._save(sent)
        return {"status": "kept", "saved_at": self.now().isoformat()}

    @posted
    def go(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep the answer and open another question, or the page before handing in."""
        if refusal := self._not_open(sent):
            return refusal
        self._save(sent)
        last = len(attempts.asked(self.attempt)) - 1
        now = last + 1 if self.place == "review" else int(self.place)
        to = text_of(sent, "to", 12)
        steps = {"next": now + 1, "previous": now - 1, "review": last + 1}
        place = steps.get(to, int(to) if to.isascii() and to.isdigit() else now)
        self.place = "review" if place > last else str(max(place, 0))
        return self.reply("opened")

    @posted
    def move(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Move one thing of an order up or down; what a script does by itself."""
        if refusal := self._not_open(sent):
            return refusal
        order = [str(one) for one in sent.get("order") or [] if isinstance(one, str | int)]
        token, _, way = text_of(sent, "move", 12).partition(":")
        if token not in order:
            raise Refused(UNREADABLE, "move")
        place = order.index(token)
        other = min(max(place + (-1 if way == "up" else 1), 0), len(order) - 1)
        order[place], order[other] = order[other], order[place]
        self._save({**sent, "order": order})
        return self.reply("moved")

    @posted
    def flag(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Mark the question for review, or not."""
        if refusal := self._not_open(sent):
            return refusal
        question = self._save(sent)
        if question is not None:
            on = text_of(sent, "flag", 8) != "off"
            self.work = attempts.flagged(self.work, question["id"], on=on)
        return self.reply("flagged")

    @posted
    def hint(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Show the next hint of the question, which may cost some of its points."""
        if refusal := self._not_open(sent):
            return refusal
        question = self._save(sent)
        if question is not None:
            self.work = attempts.hinted(self.work, question)
        return self.reply("hinted")

    @posted
    def check(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Practice: keep the answer and say at once what it is worth."""
        if refusal := self._not_open(sent):
            return refusal
        question = self._save(sent)
        if question is None or self.attempt["mode"] != attempts.PRACTICE:
            raise Refused(UNREADABLE)
        if attempts.answer_of(self.work, question["id"]) is None:
            return self.told(say.ANSWER_FIRST)
        self.work, _ = attempts.checked(self.work, question)
        return self.reply("checked")

    @posted
    def reveal(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Practice: give a question up and see its answer. It earns no more than it has."""
        if refusal := self._not_open(sent):
            return refusal
        question = self._save(sent)
        if question is None or self.attempt["mode"] != attempts.PRACTICE:
            raise Refused(UNREADABLE)
        self.work = attempts.revealed(self.work, question["id"])
        return self.reply("revealed")

    @posted
    def submit(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hand in the attempt; the page before it is the confirmation."""
        if refusal := self._not_open(sent):
            return refusal
        if text_of(sent, "confirm", 8) != "yes":
            self.place = "review"
            return self.reply("review")
        self.close(at=self.now(), how="sent")
        return self.reply("submitted")

    @posted
    def collect(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Record what happened without the learner: the end of the time, a trainer's marks."""
        self.notice = {}
        return self.reply("over" if self.settle() else "collected")

    # What handlers do

    def reply(self, status: str, message: str = "") -> dict[str, Any]:
        """What a handler says: the page as it is now, and a sentence."""
        return {"html": str(self.html()), "status": status, "message": message}

    def told(self, message: str, status: str = "refused") -> dict[str, Any]:
        """The page with a sentence on it, also for a reader without a script."""
        self.notice = {"message": message}
        return self.reply(status, self.gettext(message))

    def _not_open(self, sent: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Why nothing can be done in the attempt that was meant; None when it can."""
        if self.notice:
            self.notice = {}
        end, now = self.ends, self.now()
        if attempts.is_open(self.attempt) and is_over(end, now) and not (
            "question" in sent and not is_too_late(end, now)
        ):  # fmt: skip
            self.settle()
            return self.told(say.TIME_OVER if "question" in sent else say.TIME_IS_OVER, "over")
        self.fetch_marks()
        meant = text_of(sent, "attempt", 12)
        if not attempts.is_open(self.attempt) or meant != str(self.attempt["number"]):
            return self.told(say.NOT_OPEN, "changed")
        return None

    def _save(self, sent: Mapping[str, Any]) -> Question | None:
        """Keep the answer that was posted with its question; None when none was."""
        name = text_of(sent, "question", 80)
        if not name:
            return None
        question = attempts.question_in(self.attempt, name)
        if question is None:
            raise Refused(say.NO_QUESTION, "question")
        if self.attempt["mode"] == attempts.PRACTICE and name in (self.work.get("revealed") or []):
            return question
        shown = attempts.wording(question, self.current(name))
        answer = kind_of(question).read(question, attempts.order_in(self.attempt, question), sent)
        if answer != attempts.answer_of(self.work, name):
            self.work = attempts.saved(
                self.attempt, self.work, question, answer, shown=shown, language=self.language, at=self.now()
            )
        return question

    # OLX

    @classmethod
    def read_body(cls, node: etree._Element) -> dict[str, Any]:
        checked_attributes(node)
        bank = read_bank(node)
        return {"bank": bank} if bank["questions"] or bank["intro"] else {}

    def write_body(self, node: etree._Element) -> None:
        if "pass_mark" in node.attrib:
            node.set("pass", node.attrib.pop("pass_mark"))
        write_bank(self.bank, node)
