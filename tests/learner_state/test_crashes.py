"""No acknowledged answer is lost, and none counts twice, however a server ends."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from answering_client import send

POINTS = ("after_handler", "after_state", "after_journal", "after_commit")
CLIENT = Path(__file__).with_name("answering_client.py")


def clients(site, names, prefix, count):
    """A process for each learner, answering one after another."""
    return {
        name: subprocess.Popen(
            [
                sys.executable,
                str(CLIENT),
                str(site.server.port),
                site.world.browser(site.world.people[name]).secret,
                site.world.handler("problem/q1"),
                f"{prefix}-{name}",
                str(count),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    }


def said(process, seconds=180):
    out, _ = process.communicate(timeout=seconds)
    return [line.split() for line in out.splitlines()]


def ask(site, name, key):
    """One answer on a connection of its own."""
    cookie = site.world.browser(site.world.people[name]).secret
    with closing(HTTPConnection("127.0.0.1", site.server.port, timeout=30)) as connection:
        return send(connection, cookie, site.world.handler("problem/q1"), key)


def test_an_answer_is_kept_exactly_once_wherever_its_server_dies(site):
    site = site("amina")
    keys = {point: f"crash-{point}" for point in POINTS}
    for point, key in keys.items():
        site.server.start(crash_at=point)
        with pytest.raises((OSError, HTTPException)):
            ask(site, "amina", key)
        site.server.kill()
        kept = key in site.journal("amina")
        assert kept == (point == "after_commit"), point
        assert site.attempts("amina") == len(site.journal("amina")), point
    site.server.start()
    first = {point: ask(site, "amina", key) for point, key in keys.items()}
    again = {point: ask(site, "amina", key) for point, key in keys.items()}
    assert {status for status, _, _ in first.values()} == {200}
    assert {point for point, (_, _, replayed) in first.items() if replayed} == {"after_commit"}
    assert {replayed for _, _, replayed in again.values()} == {True}
    for point in POINTS:
        assert again[point][:2] == first[point][:2]
    assert sorted(site.journal("amina")) == sorted(keys.values())
    assert site.attempts("amina") == len(POINTS)


@pytest.mark.parametrize("rounds", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_no_acknowledged_answer_is_lost_when_a_server_is_killed_at_random(site, rounds):
    chance = random.Random(20261)
    names = ("amina", "brahim", "chaima")
    site = site(*names)
    acknowledged: dict[str, set[str]] = {name: set() for name in names}
    unknown: dict[str, set[str]] = {name: set() for name in names}
    for number in range(rounds):
        site.server.start(workers=2)
        running = clients(site, names, f"r{number}", 10_000)
        _until_they_answer(site, number)
        time.sleep(chance.uniform(0, 0.4))
        site.server.kill()
        for name, process in running.items():
            for outcome, key, *status in said(process):
                assert outcome != "no", (name, key, status)
                (acknowledged if outcome == "ok" else unknown)[name].add(key)
        for name in names:
            kept = site.journal(name)
            assert acknowledged[name] <= set(kept)
            assert len(kept) == len(set(kept)) == site.attempts(name)
    assert sum(map(len, acknowledged.values())) > rounds
    site.server.start(workers=2)
    for name in names:
        for key in unknown[name]:
            assert ask(site, name, key)[0] == 200
        kept = site.journal(name)
        assert acknowledged[name] | unknown[name] == set(kept)
        assert len(kept) == site.attempts(name)


def _until_they_answer(site, number, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if any(key.startswith(f"r{number}-") for key in site.journal("amina")):
            return
        time.sleep(0.02)
    raise AssertionError("nobody answered")


@pytest.mark.parametrize("count", [40, pytest.param(200, marks=pytest.mark.slow)])
def test_eight_learners_answer_eight_workers_at_once_and_nothing_is_refused_or_lost(site, count):
    names = [f"learner-{n}" for n in range(8)]
    site = site(*names)
    site.server.start(workers=8)
    running = clients(site, names, "load", count)
    for name, process in running.items():
        outcomes = said(process)
        assert [o for o in outcomes if o[0] != "ok"] == [], site.server.log.read_text()[-4000:]
        assert [key for _, key in outcomes] == site.journal(name)
        assert site.attempts(name) == count


def test_one_learner_on_eight_devices_answers_at_once_and_every_answer_counts(site):
    site = site("amina")
    site.server.start(workers=2)
    running = [p for n in range(8) for p in clients(site, ["amina"], f"device{n}", 10).values()]
    outcomes = [outcome for process in running for outcome in said(process)]
    assert {outcome for outcome, *_ in outcomes} == {"ok"}
    assert sorted(key for _, key in outcomes) == sorted(site.journal("amina"))
    assert site.attempts("amina") == 80


def test_a_server_ends_with_all_its_workers_when_it_is_asked_to(site):
    site = site("amina")
    site.server.start(workers=2)
    assert ask(site, "amina", "last-answer")[0] == 200
    site.server.stop()
    assert site.server.process.returncode == 0
    with pytest.raises((OSError, HTTPException)):
        ask(site, "amina", "too-late-1")
