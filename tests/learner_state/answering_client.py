"""Sends answers to a server over one connection: PORT COOKIE PATH PREFIX COUNT.

Prints "ok KEY" for each answer that the server acknowledged, "no KEY STATUS" for each that it refused,
and "?? KEY" when the connection broke and nobody knows.
"""

from __future__ import annotations

import sys
from http.client import HTTPConnection, HTTPException

BODY = b'{"answers": {"2_1": "choice_0"}}'


def send(
    connection: HTTPConnection, cookie: str, path: str, key: str, body: bytes = BODY
) -> tuple[int, bytes, bool]:
    """Status, body, and whether it was a replay."""
    headers = {
        "Cookie": f"luban={cookie}",
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Sec-Fetch-Site": "same-origin",
        "Idempotency-Key": key,
    }
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    return response.status, response.read(), response.getheader("Idempotent-Replayed") == "true"


def main() -> None:
    port, cookie, path, prefix, count = sys.argv[1:]
    connection = HTTPConnection("127.0.0.1", int(port), timeout=60)
    for number in range(int(count)):
        key = f"{prefix}-{number:05}"
        try:
            status, _body, _replayed = send(connection, cookie, path, key)
        except (OSError, HTTPException):
            print(f"?? {key}", flush=True)
            return
        print(f"ok {key}" if status == 200 else f"no {key} {status}", flush=True)


if __name__ == "__main__":
    main()
