"""Plays every block of ours in xblock-sdk's workbench, inside an environment that holds both.

python workbench_play.py FOLDER    prints a JSON object: block type to "ok" or to what went wrong
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from importlib.metadata import entry_points
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
os.chdir(sys.argv[1])  # the workbench keeps its database and logs where it stands
Path("var").mkdir(exist_ok=True)

import django

django.setup()
logging.disable(logging.CRITICAL)

from django.core.management import call_command
from django.test import Client
from workbench import scenarios
from xblock.core import XBlock

call_command("migrate", verbosity=0, run_syncdb=True)


def play(tag: str) -> str:
    """Open each scenario of a block as a learner, fetch its files, call a handler, and look again."""
    cls = XBlock.load_class(tag)
    client = Client(raise_request_exception=True)
    for number, (title, xml) in enumerate(cls.workbench_scenarios()):
        name = f"{tag}.{number}"
        scenarios.add_xml_scenario(name, title, xml)
        page = client.get(f"/scenario/{name}/", {"student": "amina"})
        html = page.content.decode()
        if page.status_code != 200 or 'class="luban' not in html:
            return f"{title}: {page.status_code}, and no block on the page"
        for address in sorted(set(re.findall(r"/resource/[^\"'\s]+public/[^\"'\s]+", html))):
            if client.get(address).status_code != 200:
                return f"{address} is not there"
        handlers = set(re.findall(r'action="([^"]*/handler/[^"]*)"', html))
        for address in sorted(one.replace("&amp;", "&") for one in handlers):
            answer = client.post(address, data="{}", content_type="application/json")
            if answer.status_code not in (200, 400):
                return f"{address}: {answer.status_code}"
            json.loads(answer.content)
        studio = client.get(f"/scenario/{name}/studio_view/", {"student": "amina"})
        if studio.status_code != 200 or "luban" not in studio.content.decode():
            return f"{title}: the author's view gives {studio.status_code}"
    return "ok"


said = {}
for point in sorted(entry_points(group="xblock.v1"), key=lambda p: p.name):
    if point.name.startswith("luban_"):
        try:
            said[point.name] = play(point.name)
        except Exception:  # noqa: BLE001 - told to whoever asked
            said[point.name] = traceback.format_exc()
print(json.dumps(said))
