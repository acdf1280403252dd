"""What can go wrong with courses."""

from __future__ import annotations

from luban_lms.lib.errors import Conflict, Invalid, NotFound, Unavailable
from luban_lms.lib.i18n import N_


class CourseNotFound(NotFound):
    message = N_("There is no course with the key %(key)s.")
    code = "course-not-found"


class BadCourseKey(Invalid):
    message = N_("%(key)s is not a course key. A key looks like course-v1:ORG+COURSE+RUN.")
    code = "bad-course-key"


class NotACourse(Invalid):
    message = N_("What was read is not a course: its root is a %(type)s.")
    code = "not-a-course"


class KeyTaken(Conflict):
    message = N_("The key %(key)s belongs to a course of another organisation.")
    code = "course-key-taken"


class NothingToPublish(Conflict):
    message = N_("Nothing in %(key)s has changed since it was last published.")
    code = "nothing-to-publish"


class NoSuchLanguage(NotFound):
    message = N_("The course %(key)s has no translation into %(language)s.")
    code = "no-such-language"


class UnreadableVersion(Unavailable):
    """The compiled files are of another release; publishing the course again makes new ones."""

    message = N_("This course is being renewed. Please try again in a moment.")
    code = "unreadable-version"


class NoSuchVersion(NotFound):
    message = N_("There is no published version %(id)s.")
    code = "no-such-version"


class NoSuchBlockInDraft(NotFound):
    message = N_("The draft of %(key)s has no block %(block)s.")
    code = "no-such-block-in-draft"


class DraftMoved(Conflict):
    message = N_("Somebody has changed the draft of %(key)s since you opened it. Load the page again.")
    code = "draft-moved"
