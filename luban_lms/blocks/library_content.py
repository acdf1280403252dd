"""Problems drawn from a library of the first kind; the course holds its own copies."""

from __future__ import annotations

from xblock.fields import Scope

from luban_lms.blocks.drawing import DrawBlock
from luban_lms.blocks.fields import String


class LibraryContentBlock(DrawBlock):
    """A draw among copies of a library's problems."""

    source_library_id = String(scope=Scope.settings, default=None)
    source_library_version = String(scope=Scope.settings, default=None)
