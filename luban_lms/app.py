"""The composition root: one function, one line per part, in an order that is explained."""

from __future__ import annotations

from importlib.resources import files

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from luban_lms.admin.views import blueprint as admin_pages
from luban_lms.api.views import blueprint as api_routes
from luban_lms.config import Settings
from luban_lms.db.unit_of_work import Database
from luban_lms.learn.views import blueprint as learn_pages
from luban_lms.lib.blobs import FolderBlobs, use_blobs
from luban_lms.portal.views import blueprint as portal_pages
from luban_lms.runtime import api as runtime
from luban_lms.teach.views import blueprint as teach_pages
from luban_lms.web.application import LubanFlask
from luban_lms.web.assets import blueprint as static_files
from luban_lms.web.authoring import blueprint as block_editors
from luban_lms.web.course_assets import blueprint as course_files
from luban_lms.web.database import init_database
from luban_lms.web.errors import init_errors
from luban_lms.web.health import blueprint as health
from luban_lms.web.i18n import init_i18n
from luban_lms.web.limits import init_limits
from luban_lms.web.permission import check_every_route
from luban_lms.web.person import init_login
from luban_lms.web.security import init_security
from luban_lms.web.templating import init_templating
from luban_lms.web.xblock import blueprint as xblock_routes


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """Build one application. Safe to call twice, in tests and in the shell; queries nothing.

    `database` is given by a test or a command that has one open. Raises SettingsError and
    UndecoratedView.
    """
    settings = settings or Settings.from_env()
    app = LubanFlask("luban_lms", static_folder=None, template_folder="web/templates")
    app.settings = settings
    app.database = database or Database.from_settings(settings)
    app.secret_key = settings.secret()
    use_blobs(FolderBlobs(settings.uploads))
    runtime.use_home(settings.home, settings.database_url)
    runtime.connect()
    if settings.trusted_proxies:  # forwarded headers count only when the operator says who sends them
        app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.trusted_proxies] * 4)  # type: ignore[method-assign]
    app.config["COMPRESS_BR_LEVEL"] = 3  # the next level saves 5 % of the bytes for 40 % more work
    app.config["COMPRESS_ZSTD_LEVEL"] = 5  # what today's browsers take; level 3 is 6 % larger
    app.config["COMPRESS_LEVEL"] = 3
    app.config["COMPRESS_EVALUATE_CONDITIONAL_REQUEST"] = (
        False  # pages are never stored; files see to it themselves
    )
    Compress(app)  # before the parts whose after_request must see the plain answer
    init_database(app, app.database, str(files("luban_lms") / "_migrations"))
    init_login(app, settings)  # before languages, which ask who is signed in
    init_i18n(app, settings)
    init_security(app, settings)
    init_limits(app, settings)
    init_templating(app, settings)
    init_errors(app)
    for shared in (static_files, health, xblock_routes, block_editors, course_files):
        app.register_blueprint(shared)
    for surface in (portal_pages, learn_pages, teach_pages, admin_pages, api_routes):
        app.register_blueprint(surface)
    check_every_route(app)
    return app
