"""Routes of coordinators, authors and administrators."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from luban_lms.accounts.data import Person
from luban_lms.admin.centre import centre_page, centres_of, courses_page
from luban_lms.lib.errors import NotFound
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.orgs.data import OrganisationRef
from luban_lms.web.permission import allow
from luban_lms.web.person import current_person

blueprint = Blueprint(
    "admin", __name__, url_prefix="/centre", template_folder="templates", static_folder=None
)


@blueprint.get("/")
@allow(Action.SEE_CENTRE)
def home() -> Response:
    """To the first centre that the person sees."""
    centres = centres_of(_person())
    if not centres:
        raise NotFound
    return redirect(url_for("admin.centre", slug=centres[0].slug))


@blueprint.get("/<slug>")
@allow(Action.SEE_CENTRE)
def centre(slug: str) -> str:
    """A centre with its groups and courses."""
    return render_template("admin/centre.html", page=centre_page(_visible(slug), _person()))


@blueprint.get("/<slug>/courses")
@allow(Action.SEE_CENTRE)
def courses_list(slug: str) -> str:
    """Every course of a centre."""
    return render_template("admin/courses.html", page=courses_page(_visible(slug)))


def _person() -> Person:
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    return person


def _visible(slug: str) -> OrganisationRef:
    found = orgs.find_organisation(slug)
    if found is None or not orgs.may(_person(), Action.SEE_CENTRE, organisation_id=found.id):
        raise NotFound
    return found
