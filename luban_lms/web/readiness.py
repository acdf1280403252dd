"""What keeps a server from being ready, in words for an operator."""

from __future__ import annotations

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from luban_lms.accounts import api as accounts
from luban_lms.courses import api as courses
from luban_lms.lib.errors import LubanError
from luban_lms.web.application import LubanFlask


def newest_revision(migrations: str) -> str | None:
    """The revision that this code expects."""
    config = Config()
    config.set_main_option("script_location", migrations)
    return ScriptDirectory.from_config(config).get_current_head()


def problems(app: LubanFlask) -> list[str]:
    """An empty list when the server can serve."""
    expected = newest_revision(app.extensions["migrate"].directory)
    try:
        with app.database.unit_of_work(write=True) as work:
            at = MigrationContext.configure(work.connection).get_current_revision()
            if at != expected:
                return [f"the schema is at {at}, this version expects {expected}: run `luban migrate`"]
            found = []
            if not accounts.site_administrators():
                found.append("nobody can sign in yet: run `luban init` or `luban user add`")
            if not any(course.live_hash for course in courses.list_courses()):
                found.append("no course is published yet: run `luban course import --publish`")
            return found
    except (SQLAlchemyError, LubanError) as error:
        return [f"the database cannot be written: {type(error).__name__}"]
