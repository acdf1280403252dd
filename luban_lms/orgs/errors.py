"""What can go wrong with organisations, cohorts and roles."""

from __future__ import annotations

from luban_lms.lib.errors import Conflict, Denied, Invalid, NotFound
from luban_lms.lib.i18n import N_


class OrganisationNotFound(NotFound):
    message = N_("There is no such organisation.")
    code = "organisation-not-found"


class CohortNotFound(NotFound):
    message = N_("There is no such cohort.")
    code = "cohort-not-found"


class SlugTaken(Conflict):
    message = N_("The short name %(slug)s is taken.")
    code = "slug-taken"


class SlugInvalid(Invalid):
    message = N_("A short name has 1 to 60 small letters, digits and dashes.")
    code = "slug-invalid"


class TitleInvalid(Invalid):
    message = N_("A name has 1 to 200 characters.")
    code = "title-invalid"


class KindUnknown(Invalid):
    message = N_("This kind of organisation is not known.")
    code = "kind-unknown"


class TimeZoneUnknown(Invalid):
    message = N_("The time zone %(name)s is not known.")
    code = "time-zone-unknown"


class PlanInvalid(Invalid):
    message = N_("The plan is not right at %(entry)s: a date, and a module or nothing.")
    code = "plan-invalid"


class RoleUnknown(Invalid):
    message = N_("This role does not exist.")
    code = "role-unknown"


class RankTooLow(Denied):
    """The giver would give, take or reach more than they have."""

    message = N_("Your own role does not allow this for this person.")
    code = "rank-too-low"


class LastAdministrator(Conflict):
    message = N_("This is the last administrator of the site. Name another one first.")
    code = "last-administrator"
