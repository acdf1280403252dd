"""Addresses for a runtime that no browser talks to: they lead nowhere, in the shapes that the server has."""

from __future__ import annotations

from opaque_keys.edx.keys import UsageKey


class BareUrls:
    """What the testing entry and a move between versions give to the runtime in place of a server."""

    def handler(self, usage: UsageKey, name: str, suffix: str, query: str, *, thirdparty: bool) -> str:
        place = "handler-open" if thirdparty else "handler"
        url = f"/xblock/{usage}/{place}/{name}" + (f"/{suffix}" if suffix else "")
        return url + (f"?{query}" if query else "")

    def block_resource(self, block_type: str, uri: str) -> str:
        return f"/xblock-resource/{block_type}/{uri}"

    def block_file(self, usage: UsageKey, field: str, owner: str, path: str) -> str:
        return f"/xblock/{usage}/file/{field}/{owner}/{path}"

    def libraries(self, wanted: frozenset[str]) -> tuple[str, ...]:
        return ()

    def host_resource(self, path: str) -> str:
        return f"/static/{path}"

    def asset(self, path: str) -> str:
        return f"/asset/{path}"

    def jump(self, name: str) -> str:
        return f"/jump/{name}"

    def course(self) -> str:
        return "/course/"
