"""One run: the bare limits and the product in turn, round by round, and how they compare."""

from __future__ import annotations

import json
import os
import socket
import statistics
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from bench.load import Round, Server, gunicorn, measure
from bench.machine import yardstick
from bench.servers import prepare
from bench.world import World, build

SECONDS, CONNECTIONS = 4, 16
WARM_SECONDS = 1
"""Before each measured stretch, and not counted: another server had the core."""
ROUNDS, COUNTED = 10, 5
"""Of all rounds those count, for each target, beside which the yardstick took least."""
BODY = json.dumps({"answers": {"2_1": "choice_0"}})

GOALS = (
    ("1", "unit page, html + 1 question", "unit", 10.0, 6.0),
    ("2", "answer, durable", "answer", 12.0, 8.0),
    ("3", "progress page, 50 scored items", "progress", 10.0, 5.0),
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path) -> dict[str, Server]:
    """Every server, each on a port of its own."""
    environment = os.environ | {"BENCH_HOME": str(home)}
    servers = {}
    for name in ("hello", "signed_page", "durable_insert"):
        port = free_port()
        command = [*gunicorn(f"bench.servers:{name}()"), "-b", f"127.0.0.1:{port}"]
        servers[name] = Server(command, port, "/", environment)
    port = free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LUBAN_")} | {"LUBAN_HOME": str(home)}
    luban = str(Path(sys.executable).with_name("luban"))
    servers["luban"] = Server([luban, "serve", "--port", str(port)], port, "/healthz", clean)
    return servers


def browser(server: Server, path: str, secret: str) -> str:
    """The cookies of a browser that has opened a page before: it keeps what it was given."""
    ask = urllib.request.Request(server.url + path, headers={"Cookie": f"luban={secret}"})
    with urllib.request.urlopen(ask) as answer:
        given = answer.headers.get_all("Set-Cookie", [])
    return "; ".join([f"luban={secret}", *(one.partition(";")[0] for one in given)])


@dataclass(frozen=True)
class Measured:
    """A round, and the seconds that the yardstick took, the worse of before and after it."""

    round: Round
    yardstick: float


@dataclass(frozen=True)
class Found:
    """What was measured of one target."""

    all: list[Measured]

    @property
    def calm(self) -> list[Round]:
        """The rounds that count: those in which the machine was most itself."""
        return [one.round for one in sorted(self.all, key=lambda one: one.yardstick)[:COUNTED]]

    @property
    def cpu_ms(self) -> float:
        """Median of the rounds that count."""
        return statistics.median(r.cpu_ms for r in self.calm)


def rounds(servers: dict[str, Server], world: World, home: Path) -> dict[str, Found]:
    """Every target once, then again: a machine that drifts drifts for all."""
    mine = tuple(browser(servers["luban"], world.unit, secret) for secret in world.cookies)
    targets = {
        "hello": ("hello", "/", ("s=x",), None),
        "signed_page": ("signed_page", "/", ("s=x",), None),
        "durable_insert": ("durable_insert", "/", ("s=x",), BODY),
        "unit": ("luban", world.unit, mine, None),
        "unit50": ("luban", world.unit50, mine, None),
        "answer": ("luban", world.answer, mine, BODY),
        "progress": ("luban", world.progress, mine, None),
    }
    measured: dict[str, list[Measured]] = {name: [] for name in targets}
    for number in range(ROUNDS):
        for name, (server, path, cookies, post) in targets.items():
            before = yardstick()
            for seconds in (WARM_SECONDS, SECONDS):
                result = measure(
                    servers[server],
                    path,
                    cookies=cookies,
                    seconds=seconds,
                    connections=CONNECTIONS,
                    post=post,
                    script=home / "load.lua",
                    seed=2 * number + (seconds == SECONDS),
                )
            measured[name].append(Measured(result, max(before, yardstick())))
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    return {name: Found(results) for name, results in measured.items()}


def report(found: dict[str, Found], memory: tuple[list[float], list[float]], cold: float) -> None:
    hello = found["hello"].cpu_ms
    anyhow = statistics.median(one.round.cpu_ms for one in found["hello"].all)
    print(
        "\n| what | CPU ms a request, median (range) | in H | p50 / p99 ms at c=16 | errors | in H, all rounds |"
        "\n|---|---|---|---|---|---|"
    )
    for name, results in found.items():
        every = [one.round for one in results.all]
        counted = results.calm
        low, high = min(r.cpu_ms for r in counted), max(r.cpu_ms for r in counted)
        p50 = statistics.median(r.p50_ms for r in counted)
        p99 = statistics.median(r.p99_ms for r in counted)
        errors = sum(r.errors for r in every)
        disturbed = statistics.median(r.cpu_ms for r in every) / anyhow
        print(
            f"| {name} | {results.cpu_ms:.3f} ({low:.3f} to {high:.3f}) | {results.cpu_ms / hello:.1f} "
            f"| {p50:.1f} / {p99:.1f} | {errors} | {disturbed:.1f} |"
        )
    sticks = sorted(1000 * one.yardstick for results in found.values() for one in results.all)
    print(
        f"\nThe yardstick took {sticks[0]:.0f} to {sticks[-1]:.0f} ms, in the middle {statistics.median(sticks):.0f}."
    )
    print("\n| row | job | must | stretch | measured | |\n|---|---|---|---|---|---|")
    for row, job, name, must, stretch in GOALS:
        ratio = found[name].cpu_ms / hello
        print(
            f"| {row} | {job} | {must} H | {stretch} H | {ratio:.1f} H | {_standing(ratio, must, stretch)} |"
        )
    each = (found["unit50"].cpu_ms - found["unit"].cpu_ms) / hello / 48
    print(f"| 1b | each further block | 0.8 H | 0.5 H | {each:.2f} H | {_standing(each, 0.8, 0.5)} |")
    rest, loaded = max(memory[0]), max(memory[1])
    print(
        f"| 6 | PSS of a worker, at rest / after load | 60 / 80 MiB | 45 MiB | {rest:.0f} / {loaded:.0f} MiB | {_standing(max(rest / 60, loaded / 80), 1, 0.75)} |"
    )
    print("| 7 | bytes of a unit page | 60 kB, again 8 kB | 35 kB, 4 kB | tests/browser/test_weight.py | |")
    print(
        f"| 8 | cold start to the first page | 1.5 s | 1.0 s | {cold:.1f} s | {_standing(cold, 1.5, 1.0)} |"
    )


def _standing(value: float, must: float, stretch: float) -> str:
    return "stretch" if value <= stretch else "must" if value <= must else "below must"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        world = build(home)
        prepare(folder)
        servers = start(home)
        try:
            luban = servers["luban"]
            began = time.monotonic()
            ask = urllib.request.Request(
                luban.url + world.unit, headers={"Cookie": f"luban={world.cookies[0]}"}
            )
            urllib.request.urlopen(ask).read()
            cold = luban.cold_start_seconds + time.monotonic() - began
            rest = luban.pss_mib()
            found = rounds(servers, world, home)
            report(found, (rest, luban.pss_mib()), cold)
        finally:
            for server in servers.values():
                server.stop()


if __name__ == "__main__":
    main()
