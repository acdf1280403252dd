"""The one table in which blocks of other people are named: tags that their distributions offer under another
name, and which distribution is meant where two offer the same one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXTRACTED = "_{tag}_extracted"
"""The name under which the blocks taken out of Open edX are offered."""

STANDS_FOR: Mapping[str, str] = MappingProxyType(
    {
        tag: EXTRACTED.format(tag=tag)
        for tag in (
            "annotatable",
            "discussion",
            "html",
            "lti",
            "poll_question",
            "problem",
            "video",
            "word_cloud",
        )
    }
)
"""A tag of OLX to the name of the block that draws it. Where the host has a block of its own, that one stays
until the operator asks for the other."""

OFFERED_BY: Mapping[str, str] = MappingProxyType(
    {
        "feedback": "feedback-xblock",
        "freetextresponse": "xblock-free-text-response",
        "qualtricssurvey": "xblock-qualtrics-survey",
        "submit-and-compare": "xblock-submit-and-compare",
    }
)
"""The distribution whose block is taken where several offer one of this name: the one that offers nothing
else. Every other tie goes to the first by name."""
