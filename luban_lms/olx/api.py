"""OLX: courses read, written, checked and compared. No database."""

from __future__ import annotations

from luban_lms.lib.xml_parsing import parse_xml
from luban_lms.olx.checking import check_course
from luban_lms.olx.comparing import canonical_body, equal_courses
from luban_lms.olx.kept import kept
from luban_lms.olx.limits import Limits
from luban_lms.olx.lint import lint
from luban_lms.olx.media_types import media_type
from luban_lms.olx.one_block import read_block
from luban_lms.olx.reading import read_course
from luban_lms.olx.writing import write_course

__all__ = [
    "Limits",
    "canonical_body",
    "check_course",
    "equal_courses",
    "kept",
    "lint",
    "media_type",
    "parse_xml",
    "read_block",
    "read_course",
    "write_course",
]
