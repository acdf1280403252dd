"""Tells the host of blocks where this installation lives."""

from __future__ import annotations

from pathlib import Path

from luban_lms.runtime import plugins
from luban_lms.runtime.block_folder import use_block_files
from luban_lms.runtime.choices import read_choices, use_choices
from luban_lms.runtime.django_setup import BlockDatabase, use_block_database


def use_home(home: Path, database_url: str | None) -> None:
    """Keep what blocks store under `home`, their own tables beside the site's, and read what the operator
    chose. Raises ChoicesUnreadable."""
    use_block_files(home)
    use_block_database(BlockDatabase(home, database_url))
    use_choices(read_choices(home))
    plugins.forget()
