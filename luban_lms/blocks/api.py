"""The native block types, by the tag that OLX gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xblock.core import XBlock

from luban_lms.blocks.chapter import ChapterBlock
from luban_lms.blocks.course import CourseBlock
from luban_lms.blocks.drawing import DrawBlock
from luban_lms.blocks.fields import Settled
from luban_lms.blocks.html import HtmlBlock
from luban_lms.blocks.itembank import ItemBankBlock
from luban_lms.blocks.library_content import LibraryContentBlock
from luban_lms.blocks.native import NativeBlock
from luban_lms.blocks.problem.block import ProblemBlock
from luban_lms.blocks.sequential import SequentialBlock
from luban_lms.blocks.unknown.block import UnknownBlock
from luban_lms.blocks.vertical import VerticalBlock
from luban_lms.blocks.video.block import VideoBlock

__all__ = ["NATIVE", "DrawBlock", "NativeBlock", "Settled", "UnknownBlock"]

NATIVE: Mapping[str, type[XBlock]] = MappingProxyType(
    {
        "chapter": ChapterBlock,
        "course": CourseBlock,
        "html": HtmlBlock,
        "itembank": ItemBankBlock,
        "library_content": LibraryContentBlock,
        "problem": ProblemBlock,
        "sequential": SequentialBlock,
        "vertical": VerticalBlock,
        "video": VideoBlock,
    }
)
"""Tag to class. Every other type is what the operator installed, or an UnknownBlock."""
