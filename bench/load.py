"""Load on one core, the server on another; what the server's processes spent is the kernel's own account."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0))
LOAD_CORE, SERVER_CORE = CORES[0], CORES[-1]
"""The first core also serves the machine's own interrupts."""


@dataclass(frozen=True)
class Round:
    """One measured round: CPU milliseconds per request of the server, and latency in milliseconds."""

    cpu_ms: float
    p50_ms: float
    p99_ms: float
    requests: int
    errors: int


class Server:
    """A server pinned to one core, ended by its process id."""

    def __init__(self, command: list[str], port: int, ready: str, environment: dict[str, str]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        began = time.monotonic()
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),  # noqa: PLW1509
        )
        while True:
            try:
                with urllib.request.urlopen(self.url + ready, timeout=2):
                    break
            except urllib.error.HTTPError:
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() - began > 60:
                    raise RuntimeError(f"{command[0]} did not start") from None
                time.sleep(0.02)
        self.cold_start_seconds = time.monotonic() - began

    def pids(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def cpu_seconds(self) -> float:
        total = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def pss_mib(self) -> list[float]:
        """Proportional memory of each worker."""
        sizes = []
        for pid in self.pids()[1:]:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            sizes.append(int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024)  # type: ignore[index]
        return sizes

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def gunicorn(factory: str) -> list[str]:
    """A bare application under the same server as the product."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        "2",
        "-k",
        "gthread",
        "--threads",
        "4",
        "--log-level",
        "error",
        factory,
    ]


LUA = """
local cookies = {{{cookies}}}
local n = 0
math.randomseed(os.time() + {seed})
function request()
  n = n + 1
  local headers = {{ ["Cookie"] = cookies[(n % #cookies) + 1], ["Accept-Encoding"] = "gzip" }}
  if "{method}" == "POST" then
    headers["Content-Type"] = "application/json"
    headers["Sec-Fetch-Site"] = "same-origin"
    headers["Idempotency-Key"] = string.format("%08x%08x-%d", math.random(0, 2^31 - 1), math.random(0, 2^31 - 1), n)
  end
  return wrk.format("{method}", "{path}", headers, {body})
end
"""


def measure(
    server: Server,
    path: str,
    *,
    cookies: tuple[str, ...],
    seconds: int,
    connections: int,
    post: str | None,
    script: Path,
    seed: int,
) -> Round:
    """Load one address for some seconds."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not there: apt install wrk")
    script.write_text(
        LUA.format(
            cookies=", ".join(f'"{c}"' for c in cookies),
            seed=seed,
            method="POST" if post is not None else "GET",
            path=path,
            body="nil" if post is None else f"[==[{post}]==]",
        )
    )
    before = server.cpu_seconds()
    ran = subprocess.run(
        [
            "taskset",
            "-c",
            str(LOAD_CORE),
            wrk,
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--latency",
            "-s",
            str(script),
            server.url,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    spent = server.cpu_seconds() - before
    requests = int(re.search(r"(\d+) requests in", ran)[1])  # type: ignore[index]
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", ran)
    return Round(
        cpu_ms=spent * 1000 / max(requests, 1),
        p50_ms=_milliseconds(re.search(r"50%\s+([\d.]+)(us|ms|s)", ran)),
        p99_ms=_milliseconds(re.search(r"99%\s+([\d.]+)(us|ms|s)", ran)),
        requests=requests,
        errors=int(errors[1]) if errors else 0,
    )


def _milliseconds(match: re.Match[str] | None) -> float:
    if match is None:
        return float("nan")
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]]
