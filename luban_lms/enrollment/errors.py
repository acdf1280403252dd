"""What can go wrong with enrolment."""

from __future__ import annotations

from luban_lms.courses import errors as courses
from luban_lms.lib.errors import Conflict, Denied, Gone, Invalid, NotFound
from luban_lms.lib.i18n import N_


class CourseNotFound(courses.CourseNotFound):
    """No course that this person could open; the key is not repeated."""

    message = N_("There is no such course, or it is not published yet.")
    code = "course-not-found"


class NotEnrolled(Denied):
    message = N_("You are not enrolled in this course.")
    code = "not-enrolled"


class EnrolmentNotFound(NotFound):
    message = N_("This person does not learn this course.")
    code = "enrolment-not-found"


class OtherOrganisation(Denied):
    """The course and the cohort belong to different organisations."""

    message = N_("The course and the cohort belong to different organisations.")
    code = "other-organisation"


class OtherCohort(Conflict):
    message = N_("This person already learns the course in another cohort.")
    code = "other-cohort"


class CohortClosed(Gone):
    message = N_("This cohort is closed.")
    code = "cohort-closed"


class AccommodationInvalid(Invalid):
    message = N_("Extra time is 0 to 300 percent, and dates move by 0 to 366 days.")
    code = "accommodation-invalid"


class GroupsInvalid(Invalid):
    message = N_("Groups are numbers by the number of their partition.")
    code = "groups-invalid"


class InvitationGone(Gone):
    """The same for a code that is unknown, too old, used up or withdrawn."""

    message = N_("This code does not work, or no longer. Please ask your trainer.")
    code = "invitation-gone"


class InvitationInvalid(Invalid):
    message = N_("An invitation lasts 1 hour to 366 days and works 1 to 1,000 times.")
    code = "invitation-invalid"
