"""The application for a WSGI server: `gunicorn luban_lms.wsgi:app`."""

from __future__ import annotations

from luban_lms.app import create_app

app = create_app()
