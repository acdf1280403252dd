"""The term bank as a block: a page of terms, and the words of a lesson that open one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from lxml import etree
from web_fragments.fragment import Fragment
from xblock.fields import List, Scope, String

from luban_xblocks.kit.block import json_text
from luban_xblocks.kit.forms.fields import FormField
from luban_xblocks.kit.forms.studio import NAME_FIELD, AuthoredBlock
from luban_xblocks.kit.posting import Refused, posted, text_of
from luban_xblocks.kit.search_text import ASKED_LENGTH
from luban_xblocks.kit.words import N_
from luban_xblocks.terms import sentences as say
from luban_xblocks.terms.bank import Term, bank, folded, named, sorted_for
from luban_xblocks.terms.own import FORM, own_terms, read_own, write_own
from luban_xblocks.terms.published import WORDS, address, as_data
from luban_xblocks.terms.searching import MOST_FOUND, search, search_bank

MOST_NAMED = 300
SHORT_LIST = 12
"""Up to so many terms are shown open."""


class TermsBlock(AuthoredBlock):
    """A page of terms. Done when it has been seen."""

    NAME: ClassVar[str] = N_("Terms")
    icon_class: ClassVar[str] = "other"
    BODY_FIELDS: ClassVar[tuple[str, ...]] = ("terms", "own")
    SETTINGS: ClassVar[tuple[FormField, ...]] = (
        NAME_FIELD,
        FormField(
            "terms",
            N_("Terms of the bank"),
            "lines",
            required=False,
            translated=False,
            help=N_("One English form on each line, in the order of the page. None here and none below: the whole bank."),
        ),
        FormField("own", N_("Your own terms"), "rows", required=False, columns=FORM),
    )  # fmt: skip

    terms = List(scope=Scope.content, default=[])
    """English forms of terms of the bank. Empty: every term, unless there are terms of the author's own."""
    own = List(scope=Scope.content, default=[])
    """The author's terms: en, fr, ar, zh, says."""
    asked = String(scope=Scope.user_state, default="")
    """What a reader without a script looked for last."""

    def max_score(self) -> float:
        """A page of terms is read; it has no points."""
        return 0.0

    # What is shown

    @property
    def own_terms(self) -> list[Term]:
        return own_terms(self.own)

    @property
    def named_terms(self) -> list[Term]:
        """Terms of the bank that the author named, in that order, each once."""
        found = [term for name in self.terms[:MOST_NAMED] if (term := named(str(name))) is not None]
        return list({term.key: term for term in found}.values())

    @property
    def shown_terms(self) -> list[Term]:
        """The terms of the page. An author's own form stands in for the bank's."""
        own = self.own_terms
        chosen = self.named_terms if self.terms or own else sorted_for(self.language, bank())
        replaced = {term.key for term in own}
        return [*(term for term in chosen if term.key not in replaced), *own]

    @property
    def unknown_names(self) -> list[str]:
        """Names that the author gave and the bank does not have."""
        return [str(name) for name in self.terms if named(str(name)) is None]

    # Views

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The terms, with a field to find one."""
        terms = self.shown_terms
        if self.asked:
            terms = search(self.asked, self.language, terms) or search_bank(self.asked, self.language)
        body = self.render_template(
            "terms.html",
            terms=terms,
            is_open=len(terms) <= SHORT_LIST,
            unknown=self.unknown_names if self.is_staff else [],
            data=self.runtime.local_resource_url(self, address(self.language)),
            own=json_text([as_data(term, self.language) for term in self.own_terms]),
            failed=self.gettext(say.NOT_FETCHED),
            longest=ASKED_LENGTH,
        )
        fragment = self.fragment(
            body, styles=("chips.css", "terms.css"), scripts=("chips.js", "folding.js", "terms.js")
        )
        words = {name: self.gettext(text) for name, text in (WORDS | say.SCRIPT_WORDS).items()}
        fragment.initialize_js("LubanTermsPage", {"words": words, "whole": not (self.terms or self.own)})
        return fragment

    def student_view_data(self, context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        terms = [as_data(term, self.language) for term in self.shown_terms]
        return {**super().student_view_data(context), "terms": terms}

    def index_dictionary(self) -> dict[str, Any]:
        found = super().index_dictionary()
        chosen = [*self.named_terms, *self.own_terms]
        found["content"]["terms"] = "; ".join(form for term in chosen for form in term.forms.values() if form)
        return found

    # Handlers

    @posted
    def search(self, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Terms of the bank, and of the author's own, that have these words. A form without script keeps the question."""
        question = text_of(sent, "q", ASKED_LENGTH).strip()
        if sent.get("keep") and question != self.asked:
            self.asked = question
        own = search(question, self.language, self.own_terms)
        found = [*own, *search_bank(question, self.language)][:MOST_FOUND]
        html = self.render_template("found.html", terms=found)
        return {
            "count": len(found),
            "html": str(html),
            "terms": [as_data(term, self.language) for term in found],
        }

    # The author's form

    def studio_changes(self, posted: Mapping[str, Any]) -> dict[str, Any]:
        changes = super().studio_changes(posted)
        for name in changes["terms"]:
            if named(name) is None:
                raise Refused(say.NOT_IN_BANK, "terms", name=name)
        there: set[str] = set()
        for number, row in enumerate(changes["own"]):
            key = folded(row["en"])
            if not key:
                raise Refused(say.NO_ENGLISH, f"own[{number}].en")
            if key in there:
                raise Refused(say.TWICE, f"own[{number}].en", name=row["en"])
            there.add(key)
        return changes

    # OLX

    @classmethod
    def read_body(cls, node: etree._Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        names = [name.strip() for name in node.attrib.pop("terms", "").split(";") if name.strip()]
        if names:
            found["terms"] = names
        if own := read_own(node):
            found["own"] = own
        for child in node.findall("term"):
            node.remove(child)
        return found

    def write_body(self, node: etree._Element) -> None:
        if self.terms:
            node.set("terms", "; ".join(str(name) for name in self.terms))
        write_own(self.own, node)
