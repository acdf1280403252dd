"""The command `luban`."""

from __future__ import annotations

import click

from luban_lms import __version__
from luban_lms.cli.blocks import blocks
from luban_lms.cli.cohorts import cohort
from luban_lms.cli.commands import Commands
from luban_lms.cli.course import course
from luban_lms.cli.demo import demo
from luban_lms.cli.people import roster, user
from luban_lms.cli.serve import serve
from luban_lms.cli.site import init, migrate


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="luban")
def luban() -> None:
    """Luban LMS: a learning platform that hosts XBlocks."""


for command in (init, migrate, serve, blocks, user, cohort, roster, course, demo):
    luban.add_command(command)


def main() -> None:
    """Run a command. Exit 0 done, 1 findings, 2 refused or used wrongly."""
    luban(prog_name="luban")
