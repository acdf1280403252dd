"""Unpublished changes in an archive: definitions under drafts/ that say where they belong."""

from __future__ import annotations

import re
from dataclasses import replace

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Block, Draft, Finding, Place
from luban_lms.olx.files import CourseFiles
from luban_lms.olx.findings import warning
from luban_lms.olx.limits import Limits
from luban_lms.olx.tree import Spot, TreeReader

FOLDER = "drafts/"
PARENT = "parent_url"
OLD_PARENT = "parent_sequential_url"
INDEX = "index_in_children_list"

_NEW_KEY = re.compile(r"^block-v1:[^@]+\+type@([^@+]+)\+block@([^@+]+)$")
_OLD_KEY = re.compile(r"^i4x://[^/]+/[^/]+/([^/]+)/([^/@]+)(?:@.*)?$")


def read_drafts(files: CourseFiles, limits: Limits) -> tuple[tuple[Draft, ...], list[Finding], set[str]]:
    """Drafts, findings (never errors: Open edX logs and goes on) and the files that became part of one."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    used: set[str] = set()
    seen: dict[str, Place] = {}
    for path in files:
        # A draft says where it belongs; everything else under drafts/ is pointed at by one.
        if not path.startswith(FOLDER) or not path.endswith(".xml") or INDEX.encode() not in files.read(path):
            continue
        reader = TreeReader(files, bases=(FOLDER, ""), xml_bytes=limits.xml_bytes)
        reader.seen = dict(seen)
        draft = _read(reader, path)
        problems = [finding for finding in reader.findings if finding.level == "error"]
        findings += (replace(finding, level="warning") for finding in reader.findings)
        if draft is None or problems:
            findings.append(
                warning(
                    Place(path), "draft-kept", N_("The draft %(file)s is kept as a file only."), file=path
                )
            )
            continue
        drafts.append(draft)
        seen = reader.seen
        used |= {one for one in reader.used if one.startswith(FOLDER)}
    return (
        tuple(sorted(drafts, key=lambda draft: (draft.parent, draft.index, draft.block.key))),
        findings,
        used,
    )


def parent_url(key: str, org: str, course: str, run: str) -> str:
    """The address of a parent as Studio writes it, for `type/url_name`."""
    kind, name = key.split("/", 1)
    return f"block-v1:{org}+{course}+{run}+type@{kind}+block@{name}"


def _read(reader: TreeReader, path: str) -> Draft | None:
    element = reader.read_xml(path)
    if element is None:
        return None
    address = element.attrib.pop(PARENT, None) or element.attrib.pop(OLD_PARENT, None)
    index = element.attrib.pop(INDEX, "")
    parent = _key_of(str(address or ""))
    place = Place(path, element.sourceline or 0)
    if parent is None or not str(index).isdecimal():
        message = N_("The draft %(file)s does not say where it belongs.")
        reader.findings.append(warning(place, "draft-nowhere", message, file=path))
        return None
    stem = path[len(FOLDER) : -len(".xml")].split("/", 1)[-1].replace("/", ":")
    name = str(element.get("url_name") or stem)
    key = f"{element.tag}/{name}"
    if key in reader.seen:
        message = N_("“%(key)s” is a draft twice.")
        reader.findings.append(warning(place, "duplicate", message, key=key))
        return None
    reader.seen[key] = place
    block: Block | None = reader.defined(element, name, Spot(path, (key,)))
    return None if block is None else Draft(block, parent, int(index))


def _key_of(address: str) -> str | None:
    match = _NEW_KEY.match(address) or _OLD_KEY.match(address)
    return f"{match[1]}/{match[2]}" if match else None
