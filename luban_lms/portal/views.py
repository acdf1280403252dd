"""Routes open to everyone, and those of one's own account."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from luban_lms.accounts import api as accounts
from luban_lms.accounts.errors import AccountDisabled, ThemeUnknown, TooManyAttempts, WrongCredentials
from luban_lms.config import Settings
from luban_lms.enrollment import api as enrollment
from luban_lms.lib.errors import LubanError
from luban_lms.orgs import api as orgs
from luban_lms.orgs.api import Action
from luban_lms.portal.front import front_page
from luban_lms.portal.pages import HelpPage, InvitePage, LinkPage
from luban_lms.portal.profile import profile_page
from luban_lms.portal.signing_in import SignInForm, sign_in_page
from luban_lms.web.addresses import safe_path
from luban_lms.web.application import manages_own_work, our_app
from luban_lms.web.errors import wants_json
from luban_lms.web.limits import limited
from luban_lms.web.permission import allow, public
from luban_lms.web.person import current_person, forget, remember, session_secret
from luban_lms.web.templating import whose
from luban_lms.web.wording import gettext as _

blueprint = Blueprint("portal", __name__, template_folder="templates", static_folder=None)


@blueprint.get("/")
@public
def front() -> str:
    """The public page."""
    return render_template("portal/front.html", page=front_page(current_person()))


@blueprint.get("/sign-in")
@public
def sign_in() -> Response | str:
    """The form. Whoever is signed in already goes on."""
    target = safe_path(request.args.get("next"))
    if current_person() is not None:
        return redirect(target or url_for("portal.start"))
    form = SignInForm(next=target or "", again="again" in request.args)
    return render_template("portal/sign_in.html", page=sign_in_page(form, _settings().demo))


@blueprint.post("/sign-in")
@limited
@public
@manages_own_work
def sign_in_post() -> Response | tuple[str, int] | tuple[Response, int]:
    """Sign in with a username, e-mail address or phone number and a password or PIN.

    The secret is compared outside any transaction: comparing is slow on purpose.
    """
    form = SignInForm.from_request(request)
    database = our_app().database
    refused: LubanError | None = None
    try:
        with database.unit_of_work(write=False):
            attempt = accounts.begin_sign_in(form.identifier)
        outcome = accounts.check(attempt, form.secret)
        with database.unit_of_work(write=True):
            try:
                signed_in = accounts.finish_sign_in(attempt, outcome, device=form.device)
            except (WrongCredentials, TooManyAttempts, AccountDisabled) as error:
                refused = error  # kept out of the transaction, so that the failure stays counted
    except TooManyAttempts as error:
        refused = error
    if refused is not None:
        return _refused(form, refused)
    if signed_in.person.language and "lang" not in session:
        session["lang"] = signed_in.person.language
    answer: Response
    if wants_json():
        answer = jsonify({"signed_in": True, "whose": whose(signed_in.person)})
    else:
        answer = redirect(form.next or url_for("portal.start"), 303)
    remember(answer, signed_in.secret)  # type: ignore[arg-type]
    return answer


def _refused(form: SignInForm, error: LubanError) -> tuple[str, int] | tuple[Response, int]:
    sentence = _(type(error).message) % error.values
    status = 429 if isinstance(error, TooManyAttempts) else 403
    if wants_json():
        return jsonify({"error": error.code, "message": sentence}), status
    with our_app().database.unit_of_work(write=False):
        page = sign_in_page(form, _settings().demo, error=sentence)
        return render_template("portal/sign_in.html", page=page), status


@blueprint.get("/start")
@allow(Action.PROFILE)
def start() -> Response:
    """To the first page of whoever is signed in."""
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    if person.must_change:
        return redirect(url_for("portal.profile"))
    return redirect(url_for("teach.home" if person.is_staff else "learn.home"))


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End this session."""
    secret = session_secret()
    if secret:
        accounts.end_session(secret)
    answer = redirect(url_for("portal.front"), 303)
    forget(answer)  # type: ignore[arg-type]
    return answer


@blueprint.get("/help")
@public
def help_() -> str:
    """Help in plain words."""
    return render_template("portal/help.html", page=HelpPage())


@blueprint.get("/profile")
@allow(Action.PROFILE)
def profile() -> str:
    """One's own name, language, look, password and devices."""
    return render_template("portal/profile.html", page=profile_page(current_person()))


@blueprint.post("/profile/about")
@allow(Action.PROFILE)
def profile_about() -> Response | tuple[str, int]:
    """Save language and look."""
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    language = request.form.get("language") or None
    try:
        accounts.set_preferences(person.id, language=language, theme=request.form.get("theme") or None)
    except LubanError as error:
        field = "theme" if isinstance(error, ThemeUnknown) else "language"
        return _profile_again({field: _(type(error).message)})
    if language:
        session["lang"] = language
    flash(_("Saved."), "done")
    answer: Response = redirect(url_for("portal.profile"), 303)
    answer.delete_cookie("theme")  # what the button of light and dark said before
    return answer


@blueprint.post("/profile/secret")
@allow(Action.PROFILE)
def profile_secret() -> Response | tuple[str, int]:
    """Choose a new password or PIN."""
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    try:
        accounts.change_secret(
            person.id,
            request.form.get("old", "")[:200],
            request.form.get("new", "")[:200],
            keep=session_secret(),
        )
    except LubanError as error:
        field = "old" if isinstance(error, WrongCredentials | TooManyAttempts) else "new"
        return _profile_again({field: _(type(error).message) % error.values})
    flash(_("Your new password or PIN is saved. Other devices were signed out."), "done")
    return redirect(url_for("portal.start" if person.must_change else "portal.profile"), 303)


@blueprint.post("/profile/end-others")
@allow(Action.PROFILE)
def profile_end_others() -> Response:
    """Sign out everywhere else."""
    person = current_person()
    assert person is not None  # noqa: S101 - `allow` let somebody in
    accounts.end_all_sessions(person.id, except_=session_secret())
    flash(_("All other devices were signed out."), "done")
    return redirect(url_for("portal.profile"), 303)


def _profile_again(errors: dict[str, str]) -> tuple[str, int]:
    return render_template("portal/profile.html", page=profile_page(current_person(), errors=errors)), 422


@blueprint.get("/link/<token>")
@public
def link(token: str) -> str:
    """A one-time link: choose a password."""
    return render_template("portal/link.html", page=_link_page(token))


@blueprint.post("/link/<token>")
@limited
@public
def link_post(token: str) -> Response | tuple[str, int]:
    """Set the password of a one-time link."""
    try:
        accounts.redeem_link(token, request.form.get("secret", "")[:200])
    except LubanError as error:
        if error.code == "link-gone":
            raise
        page = _link_page(token, {"secret": _(type(error).message) % error.values})
        return render_template("portal/link.html", page=page), 422
    flash(_("Your password is set. Sign in with it now."), "done")
    return redirect(url_for("portal.sign_in"), 303)


def _link_page(token: str, errors: dict[str, str] | None = None) -> LinkPage:
    found = accounts.find_link(token)
    person = accounts.get_person(found.user_id)
    return LinkPage(
        action=url_for("portal.link_post", token=token),
        display_name=found.display_name,
        username=found.username,
        pin_allowed=not person.is_staff,
        errors=errors or {},
    )


@blueprint.get("/join")
@public
def join() -> str:
    """Join a group by its code."""
    return render_template("portal/invite.html", page=_invite_page(request.args.get("code", "")))


@blueprint.post("/join")
@limited
@public
def join_post() -> Response | tuple[str, int]:
    """Make an account by a code, and sign in."""
    form = request.form
    code = form.get("code", "")[:40]
    if "username" not in form:
        return redirect(url_for("portal.join", code=code), 303)
    try:
        person = enrollment.accept_invitation(
            code,
            form.get("username", "")[:200],
            form.get("display_name", "")[:200],
            form.get("secret", "")[:200],
        )
    except LubanError as error:
        field = {"secret": "secret", "username": "username", "name": "display_name"}
        key = next((v for k, v in field.items() if k in error.code), "code")
        if "pin" in error.code:
            key = "secret"
        page = _invite_page(code, {key: _(type(error).message) % error.values})
        return render_template("portal/invite.html", page=page), 422
    flash(_("Welcome, %(name)s. Sign in with your new username and PIN.", name=person.display_name), "done")
    return redirect(url_for("portal.sign_in"), 303)


def _invite_page(code: str, errors: dict[str, str] | None = None) -> InvitePage:
    action, sign_in_href = url_for("portal.join_post"), url_for("portal.sign_in")
    kept = {k: request.form.get(k, "")[:120] for k in ("username", "display_name")}
    if not code:
        return InvitePage(action=action, sign_in_href=sign_in_href, errors=errors or {})
    try:
        invitation = enrollment.find_invitation(code)
    except LubanError as error:
        sentence = _(type(error).message) % error.values
        return InvitePage(action=action, code=code[:40], sign_in_href=sign_in_href, errors={"code": sentence})
    return InvitePage(
        action=action,
        code=code[:40],
        group=orgs.get_cohort(invitation.cohort_id).name,
        organisation=orgs.get_organisation(invitation.organisation_id).name,
        sign_in_href=sign_in_href,
        errors=errors or {},
        **kept,
    )


def _settings() -> Settings:
    return our_app().settings
