"""Serving: a production server in the foreground."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from luban_lms.app import create_app
from luban_lms.config import LOOPBACK, Settings
from luban_lms.web.application import LubanFlask

YOUNG_OBJECTS = 10_000
"""How many objects a worker makes before it looks for rings among them. With Python's 700 the looking was 4 % of a page."""


class Server(BaseApplication):
    """Gunicorn over an application that is already made."""

    def __init__(self, app: LubanFlask, settings: Settings, when_ready: Callable[[], None]) -> None:
        self.app = app
        self.settings = settings
        self.when_ready = when_ready
        super().__init__()

    def load_config(self) -> None:
        settings = self.settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        for name, value in {
            "bind": f"{host}:{settings.port}",
            "workers": settings.workers,
            "worker_class": "gthread",
            "threads": settings.threads,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 5,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108 - gunicorn's advice
            "loglevel": "warning",
            "proc_name": "luban",
            "post_fork": self._after_fork,
            "when_ready": lambda server: self.when_ready(),
            "forwarded_allow_ips": "127.0.0.1",
        }.items():
            self.cfg.set(name, value)

    def _after_fork(self, server: Any, worker: Any) -> None:
        self.app.database.engine.dispose(close=False)

    def load(self) -> LubanFlask:
        gc.collect()
        gc.freeze()  # what is loaded now is shared by the workers
        gc.set_threshold(YOUNG_OBJECTS)
        return self.app


def port_is_free(host: str, port: int) -> bool:
    """Whether we can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def run(app: LubanFlask, settings: Settings, *, when_ready: Callable[[], None]) -> None:
    """Serve until a signal ends us; every child ends with us."""
    app.database.engine.dispose()  # no connection crosses a fork
    arguments, sys.argv = sys.argv, sys.argv[:1]  # gunicorn reads the command line; it is ours
    try:
        Server(app, settings, when_ready).run()
    finally:
        sys.argv = arguments


@click.command()
@click.option("--host", help="Address to listen on. Default: LUBAN_HOST.")
@click.option("--port", type=int, help="Port to listen on. Default: LUBAN_PORT.")
def serve(host: str | None, port: int | None) -> None:
    """Serve this site in the foreground until a signal ends it."""
    given: dict[str, Any] = {k: v for k, v in {"host": host, "port": port}.items() if v is not None}
    settings = Settings.from_env(**given)
    if settings.host not in LOOPBACK and not settings.public_url:
        click.echo("LUBAN_PUBLIC_URL is not set; links in messages will name this machine.", err=True)
    if not port_is_free(settings.host, settings.port):
        raise click.ClickException(
            f"Port {settings.port} on {settings.host} is in use; choose another with --port."
        )
    app: LubanFlask = create_app(settings)  # type: ignore[assignment]
    if (
        app.database.is_sqlite
    ):  # a file that is no database will not become one; another server may still come up
        app.database.engine.connect().close()
    run(
        app,
        settings,
        when_ready=lambda: click.echo(f"Serving at http://{settings.host}:{settings.port}", err=True),
    )
