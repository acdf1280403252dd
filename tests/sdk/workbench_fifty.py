"""Renders a page of fifty blocks in xblock-sdk's workbench and says what it took.

python workbench_fifty.py FOLDER XML    prints a JSON object: milliseconds (best of five) and statements
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
xml = Path(sys.argv[2]).read_text(encoding="utf-8")
os.chdir(sys.argv[1])
Path("var").mkdir(exist_ok=True)

import django

django.setup()
logging.disable(logging.CRITICAL)

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from workbench import scenarios

call_command("migrate", verbosity=0, run_syncdb=True)
scenarios.add_xml_scenario("fifty", "fifty", xml)
client = Client()


def page() -> bytes:
    answer = client.get("/scenario/fifty/", {"student": "amina"})
    assert answer.status_code == 200, answer.status_code
    return answer.content


page()
blocks = page().decode().count('data-init="')
times = []
for _ in range(5):
    begun = time.perf_counter()
    page()
    times.append(time.perf_counter() - begun)
with CaptureQueriesContext(connection) as sent:
    page()
print(json.dumps({"milliseconds": min(times) * 1000, "statements": len(sent), "blocks": blocks}))
