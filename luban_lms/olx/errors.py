"""What can go wrong with OLX beyond what a Finding says."""

from __future__ import annotations

from luban_lms.lib.errors import Conflict, Invalid
from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import BrokenXml

__all__ = ["BrokenXml", "NotWritable", "TargetTaken"]


class TargetTaken(Conflict):
    """An export would overwrite a folder that is not empty."""

    message = N_("%(target)s is not empty. Choose a new or an empty folder.")
    code = "target-taken"


class NotWritable(Invalid):
    """A course cannot be written as OLX. `findings` holds every reason."""

    message = N_("This course cannot be written as OLX: %(reason)s")
    code = "not-writable"
