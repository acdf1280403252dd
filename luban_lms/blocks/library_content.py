"""Problems drawn from a library of the first kind; the course holds its own copies."""

from __future__ import annotations

from xblock.fields import Scope, String

from luban_lms.blocks.drawing import DrawBlock


class LibraryContentBlock(DrawBlock):
    """A draw among copies of a library's problems."""

    source_library_id = String(scope=Scope.settings, default=None)
    source_library_version = String(scope=Scope.settings, default=None)
