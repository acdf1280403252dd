"""The right course.xml among decoys: the shallowest one that really is a course."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import BrokenXml, parse_xml
from luban_lms.olx.data import Finding, Place
from luban_lms.olx.files import CourseFiles
from luban_lms.olx.findings import error, warning
from luban_lms.olx.limits import Limits, Refused

_NEEDED = ("url_name", "org", "course")
_KEY_PART = re.compile(r"(?!\.+$)[\w\-~.:]{1,100}")
"""Dots only would be a folder of the file system wherever the part names a folder or a file."""
_MARKER = "course.xml"
_NEARBY = 20
"""So many candidates are looked at; a real archive has one or two."""


@dataclass(frozen=True, slots=True)
class Located:
    """A course.xml that was chosen: its folder ("" is the top), its element, and what was passed over."""

    root: str
    element: _Element
    findings: tuple[Finding, ...]


def locate(files: CourseFiles, limits: Limits) -> Located:
    """Find the course in `files`. Raises Refused with what is wrong with each candidate."""
    names = [name for name in files if name.rsplit("/", 1)[-1] == _MARKER]
    candidates = sorted(names, key=lambda name: (name.count("/"), name))[:_NEARBY]
    refused: list[Finding] = []
    for name in candidates:
        try:
            element = parse_xml(files.read(name), name, limit=limits.xml_bytes)
        except BrokenXml as broken:
            message = N_("%(file)s cannot be read: %(reason)s")
            place = Place(name, broken.line)
            refused.append(error(place, "broken-xml", message, file=name, reason=broken.reason))
            continue
        problem = _not_a_course(name, element)
        if problem is not None:
            refused.append(problem)
            continue
        root = name[: -len(_MARKER)].rstrip("/")
        return Located(root, element, _passed_over(candidates, name, root))
    raise Refused(*(refused or [_none_found(files)]))


def _not_a_course(name: str, element: _Element) -> Finding | None:
    place = Place(name, element.sourceline or 0)
    if element.tag != "course":
        message = N_("%(file)s does not describe a course: its outermost element is “%(tag)s”.")
        return error(place, "not-a-course", message, file=name, tag=str(element.tag))
    if "contextid" in element.attrib:
        message = N_("%(file)s comes from a Moodle backup. This is not an Open edX course.")
        return error(place, "moodle-backup", message, file=name)
    if any("${" in str(value) or "{{" in str(value) for value in element.attrib.values()):
        message = N_("%(file)s is a template with blanks to fill in, not yet a course.")
        return error(place, "template", message, file=name)
    missing = [one for one in _NEEDED if not (element.get(one) or "").strip()]
    if missing:
        message = N_("%(file)s lacks %(missing)s: a course needs url_name, org and course.")
        return error(place, "course-incomplete", message, file=name, missing=", ".join(missing))
    odd = [one for one in _NEEDED if not _KEY_PART.fullmatch(str(element.get(one)).strip())]
    if odd:
        message = N_("In %(file)s, %(names)s holds characters that a course key may not hold.")
        return error(place, "course-key", message, file=name, names=", ".join(odd))
    return None


def _passed_over(candidates: list[str], chosen: str, root: str) -> tuple[Finding, ...]:
    message = N_("There is a second course.xml. %(chosen)s was read, %(file)s was not.")
    start = f"{root}/" if root else ""
    return tuple(
        warning(Place(name), "second-course-xml", message, chosen=chosen, file=name)
        for name in candidates
        if name != chosen and not name.startswith(f"{start}static/") and name != f"{start}course/{_MARKER}"
    )


def _none_found(files: CourseFiles) -> Finding:
    names = {name.rsplit("/", 1)[-1] for name in files}
    if "moodle_backup.xml" in names:
        return error(Place(""), "moodle-backup", N_("This is a Moodle backup, not an Open edX course."))
    if "library.xml" in names:
        return error(Place(""), "library", N_("This is a content library, not a course."))
    if "imsmanifest.xml" in names:
        return error(Place(""), "ims-package", N_("This is an IMS or SCORM package, not an Open edX course."))
    return error(Place(""), "no-course-xml", N_("There is no course.xml, so this is not an OLX course."))
