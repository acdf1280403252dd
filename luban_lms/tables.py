"""Every table in one import, for Alembic and for tests."""

from __future__ import annotations

from luban_lms.accounts import models as _accounts
from luban_lms.courses import models as _courses
from luban_lms.db.base import Model
from luban_lms.enrollment import models as _enrollment
from luban_lms.grading import models as _grading
from luban_lms.learner_state import models as _learner_state
from luban_lms.orgs import models as _orgs

__all__ = ["metadata"]

_ROOMS = (_accounts, _courses, _enrollment, _grading, _learner_state, _orgs)

metadata = Model.metadata
"""The schema that the newest migration leads to."""
