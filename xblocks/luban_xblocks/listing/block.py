"""The listing grader as a block: predict the points of a listing, or repair it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, ClassVar

from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.numbers import NotANumber, parse_number
from luban_xblocks.kit.posting import Refused
from luban_xblocks.kit.rounding import HUNDRED
from luban_xblocks.kit.simulator import attempts
from luban_xblocks.kit.simulator.block import SimulatorBlock
from luban_xblocks.kit.simulator.cases import Case
from luban_xblocks.kit.simulator.result import Result
from luban_xblocks.kit.words import N_
from luban_xblocks.listing.cases import CASE_FORM, CASES
from luban_xblocks.listing.gallery import tiles
from luban_xblocks.listing.rules import (
    PENALTY,
    PUBLISH,
    Finding,
    Listing,
    band,
    fix_score,
    grade,
    predicted,
    total,
)
from luban_xblocks.listing.sentences import GROUPS, TESTS, what_to_change

MOST_BULLETS = 10
MOST_IMAGES = 30
LARGEST_SIDE = 20_000
LONGEST_TEXT = 5000

NO_TOTAL = N_("Say how many points of 100 the listing earns: a number from 0 to 100. No attempt was used.")
NO_POINTS = N_("%(code)s: write whole points, from 0 to %(most)s. No attempt was used.")
NO_NUMBER = N_("%(label)s: write a whole number. No submission was counted.")
UNCHANGED = N_("Nothing has been changed yet. No submission was counted.")
NO_FIX = N_("Case %(id)s: this listing may be published already, so that there is nothing to fix.")

CLOSE = N_(
    "The grade is %(points)s of 100: your prediction is close enough. Every line is judged on the page."
)
FAR = N_("The prediction is more than 5 points off. Go through the lines once more.")
PUBLISHED = N_(
    "Grade %(points)s: the listing may be published. Submissions: %(count)s; your score is %(score)s."
)
NOT_YET = N_(
    "Grade %(points)s; 85 are needed. What to change stands beside each line. Your score so far is %(score)s."
)

BANDS = {"publish": N_("ready to publish"), "fix": N_("to be fixed"), "rework": N_("to be reworked")}
GROUP_NAMES = {
    "title": N_("Title"),
    "bullets": N_("Bullet points"),
    "images": N_("Images"),
    "description": N_("Description"),
    "search": N_("Search terms"),
    "compliance": N_("Compliance"),
}
TICKS = ("main_white", "lifestyle", "scale", "with_label", "eu_rp", "composition", "warnings")


@dataclass(frozen=True, slots=True)
class Judged:
    """A learner's own sheet: points by test, and the total they predict."""

    total: Decimal
    own: Mapping[str, int]


class ListingBlock(SimulatorBlock):
    """A product page that is judged line by line."""

    NAME: ClassVar[str] = N_("Listing quality")
    CASE_FORM: ClassVar[tuple[FormField, ...]] = CASE_FORM
    BROUGHT: ClassVar[tuple[Case, ...]] = CASES
    TEMPLATE: ClassVar[str] = "listing.html"
    STYLES: ClassVar[tuple[str, ...]] = ("listing.css",)
    SCRIPTS: ClassVar[tuple[str, ...]] = ("listing.js",)
    TRAINING: ClassVar[str] = N_("Training scale of points. Each marketplace has rules of its own.")

    # Answers

    def read_answer(self, case: Case, inputs: Mapping[str, Any]) -> Judged | Listing:
        """The prediction, or the edited listing; a listing that nobody has changed is no submission."""
        if case.values["mode"] != "fix":
            return self._judged(inputs)
        listing = self._edited(case, inputs)
        if listing == listing_of(case):
            raise Refused(UNCHANGED, "headline")
        return listing

    def _judged(self, inputs: Mapping[str, Any]) -> Judged:
        whole = self._number(inputs, "total")
        if whole is None or not 0 <= whole <= HUNDRED:
            raise Refused(NO_TOTAL, "total")
        own = {}
        for code, test in TESTS.items():
            if str(inputs.get(f"pt-{code}", "")).strip():
                points = self._number(inputs, f"pt-{code}")
                if points is None or not 0 <= points <= test.most or points != int(points):
                    raise Refused(NO_POINTS, f"pt-{code}", code=code, most=test.most)
                own[code] = int(points)
        return Judged(whole, own)

    def _number(self, inputs: Mapping[str, Any], name: str) -> Decimal | None:
        try:
            return parse_number(str(inputs.get(name, "")), self.language)
        except NotANumber:
            return None

    def _edited(self, case: Case, inputs: Mapping[str, Any]) -> Listing:
        before = listing_of(case)
        if "headline" not in inputs:
            return before
        text = {name: _text(inputs, name) for name in ("headline", "description", "search_terms")}
        return Listing(
            title=" ".join(text["headline"].split()),
            keyword=before.keyword,
            brand=before.brand,
            competitors=before.competitors,
            bullets=tuple(one for one in bullets_in(inputs) if one),
            description=text["description"],
            search_terms=text["search_terms"],
            images=self._whole(inputs, "images", MOST_IMAGES, N_("Images")),
            min_side=self._whole(inputs, "min_side", LARGEST_SIDE, N_("Shortest side")),
            **{name: bool(inputs.get(name)) for name in TICKS},
        )

    def _whole(self, inputs: Mapping[str, Any], name: str, most: int, label: str) -> int:
        value = self._number(inputs, name)
        if value is None or value != value.to_integral_value() or not 0 <= value <= most:
            raise Refused(NO_NUMBER, name, label=self.gettext(label))
        return int(value)

    def mark(self, case: Case, answer: Any) -> Result:
        return self._marked(case, answer, attempts.tries(self.attempts, case.id) + 1)

    def result(self, case: Case) -> Result | None:
        try:
            answer = self.read_answer(case, self.checked.get(case.id) or {})
        except Refused:
            return None
        return self._marked(case, answer, max(attempts.tries(self.attempts, case.id), 1))

    def _marked(self, case: Case, answer: Judged | Listing, submission: int) -> Result:
        if isinstance(answer, Judged):
            return self._predicted(case, answer)
        findings = grade(answer)
        points = total(findings)
        score = fix_score(points, submission)
        said = PUBLISHED if points >= PUBLISH else NOT_YET
        return Result(
            score=Decimal(score),
            answer={
                "points": points,
                "band": band(points),
                "tests": {one.code: one.points for one in findings},
            },
            summary=self.words.fill(said, points=points, count=submission, score=score),
            shown={"findings": findings},
        )

    def _predicted(self, case: Case, answer: Judged) -> Result:
        findings = grade(listing_of(case))
        points = total(findings)
        right = predicted(answer.total, points)
        return Result(
            score=HUNDRED if right else Decimal(0),
            answer={"prediction": str(answer.total), "own": dict(answer.own)},
            summary=self.words.fill(CLOSE, points=points) if right else self.gettext(FAR),
            shown={"findings": findings if right else [], "own": answer.own},
        )

    def is_over(self, case: Case) -> bool:
        """A listing that may be published is published: it takes no more submissions."""
        return super().is_over(case) or self.is_published(case)

    def is_published(self, case: Case) -> bool:
        inputs = self.checked.get(case.id)
        if not inputs or case.values["mode"] != "fix":
            return False
        try:
            return total(grade(self._edited(case, inputs))) >= PUBLISH
        except Refused:
            return False

    # Page

    def page(self, case: Case, inputs: Mapping[str, Any], result: Result | None) -> dict[str, Any]:
        is_fix = case.values["mode"] == "fix"
        listing = self._shown_listing(case, inputs)
        findings: Sequence[Finding] = result.shown["findings"] if result else []
        there = {one.id: one for one in self.asked_cases}
        passed = result is not None and result.is_passed
        submitted = attempts.tries(self.attempts, case.id)
        return {
            "is_fix": is_fix,
            "listing": listing,
            "bullets": self._bullets(case, inputs) if is_fix else listing.bullets,
            "tiles": tiles(listing),
            "groups": GROUPS,
            "group_names": GROUP_NAMES,
            "found": {one.code: one for one in findings},
            "changes": {one.code: self._changes(one) for one in findings},
            "points": total(findings) if findings else None,
            "band": BANDS[band(total(findings))] if findings else "",
            "published": is_fix and self.is_published(case),
            "submitted": submitted,
            "cost": PENALTY * submitted,
            "typed": inputs,
            "what_if": case.values["what_if"] if passed else "",
            "next_case": there.get(str(case.values["next_case"])) if passed else None,
        }

    def _shown_listing(self, case: Case, inputs: Mapping[str, Any]) -> Listing:
        """The listing as it stands on the page; where a number cannot be read, the one that the case has."""
        if case.values["mode"] != "fix":
            return listing_of(case)
        try:
            return self._edited(case, inputs)
        except Refused:
            before = asdict(listing_of(case))
            readable = {**inputs, "images": str(before["images"]), "min_side": str(before["min_side"])}
            return self._edited(case, readable)

    def _bullets(self, case: Case, inputs: Mapping[str, Any]) -> list[str]:
        kept = bullets_in(inputs) if "headline" in inputs else list(listing_of(case).bullets)
        filled = max((number for number, one in enumerate(kept, 1) if one), default=0)
        return (kept + [""] * MOST_BULLETS)[: min(max(6, filled + 1), MOST_BULLETS)]

    def _changes(self, one: Finding) -> list[str]:
        return [self.words.fill(message, **values) for message, values in what_to_change(one)]

    # Author

    def checked_cases(self, cases: Sequence[Case]) -> None:
        for number, case in enumerate(cases):
            if case.values["mode"] == "fix" and total(grade(listing_of(case))) >= PUBLISH:
                raise Refused(NO_FIX, f"cases[{number}].mode", id=case.id)


def listing_of(case: Case) -> Listing:
    """The listing that a case has."""
    v = case.values
    return Listing(
        title=v["headline"],
        keyword=v["keyword"],
        brand=v["brand"],
        bullets=tuple(v["bullets"][:MOST_BULLETS]),
        description=v["description"],
        search_terms=v["search_terms"],
        competitors=tuple(v["competitors"]),
        images=v["images"],
        min_side=v["min_side"],
        **{name: v[name] for name in TICKS},
    )


def bullets_in(inputs: Mapping[str, Any]) -> list[str]:
    """The bullet points in the fields, in order, empty ones too."""
    return [" ".join(_text(inputs, f"b{number}").split()) for number in range(1, MOST_BULLETS + 1)]


def _text(inputs: Mapping[str, Any], name: str) -> str:
    return str(inputs.get(name) or "").strip()[:LONGEST_TEXT]
