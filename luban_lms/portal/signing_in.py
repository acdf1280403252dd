"""The sign-in form, bounded, and its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Request, url_for

from luban_lms.portal.devices import device_of
from luban_lms.portal.pages import SignInPage
from luban_lms.web.addresses import safe_path
from luban_lms.web.wording import gettext as _

DEMO_PASSWORD = "luban-demo"  # noqa: S105 - known on purpose, only where demonstration mode made it


@dataclass(frozen=True, slots=True)
class SignInForm:
    """What was typed. Nothing longer than its field is looked at."""

    identifier: str = ""
    secret: str = ""
    next: str = ""
    device: str = ""
    again: bool = False

    @classmethod
    def from_request(cls, request: Request) -> SignInForm:
        sent: Any = request.get_json(silent=True) if request.is_json else request.form
        source: Mapping[str, Any] = sent if isinstance(sent, Mapping) else {}
        text = {k: str(source.get(k) or "") for k in ("identifier", "secret", "next")}
        return cls(
            identifier=text["identifier"][:320].strip(),
            secret=text["secret"][:200],
            next=safe_path(text["next"]) or "",
            device=device_of(request.user_agent.string or ""),
            again=bool(source.get("again")),
        )


def sign_in_page(form: SignInForm, demo: bool, *, error: str = "") -> SignInPage:  # noqa: FBT001
    """The page over a form that may have been refused."""
    accounts = (
        ("trainee", _("Trainee, in the middle of the first module")),
        ("trainer", _("Trainer of this group")),
        ("author", _("Author of the course")),
        ("coordinator", _("Coordinator of the centre")),
        ("admin", _("Administrator")),
    )
    return SignInPage(
        action=url_for("portal.sign_in_post"),
        next=form.next,
        identifier=form.identifier,
        error=error,
        again=form.again,
        tagline=_("Training in cross-border e-commerce"),
        demo=accounts if demo else (),
        demo_password=DEMO_PASSWORD if demo else "",
    )
