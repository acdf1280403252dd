"""`luban blocks`: what is installed, where each block comes from, and what would not run and why."""

from __future__ import annotations

import json
import sys
import warnings
from dataclasses import asdict

import click

from luban_lms.cli.context import read_settings
from luban_lms.runtime import api as runtime

FOUND = 1
"""Exit status: a block would not run."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def blocks(*, as_json: bool) -> None:
    """The blocks that are installed, and what would not run and why.

    Every block is loaded, as a page that holds it would. Exit 1 when one does not run.
    """
    settings = read_settings()
    runtime.use_home(settings.home, settings.database_url)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = list(runtime.inventory())
    stuck = [one for one in found if not one.runs]
    if as_json:
        click.echo(json.dumps({"blocks": [asdict(one) for one in found]}, indent=2))
    else:
        for one in found:
            also = f" (also draws {', '.join(one.draws)})" if one.draws else ""
            state = "runs" if one.runs else f"does not run: {one.reason}"
            click.echo(f"{one.type}\t{one.distribution} {one.version}\t{state}{also}")
        click.echo(f"{len(found)} blocks, {len(stuck)} that do not run.", err=True)
    sys.exit(FOUND if stuck else 0)
