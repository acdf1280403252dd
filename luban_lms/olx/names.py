"""Which names of files are accepted, the same for folders and archives."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from luban_lms.lib.i18n import N_
from luban_lms.olx.data import Finding, Place
from luban_lms.olx.findings import error
from luban_lms.olx.limits import Limits, Refused

_DRIVE = re.compile(r"^[A-Za-z]:(/|$)")
_JUNK_FOLDERS = frozenset({"__MACOSX", ".git", ".hg", ".svn"})


def shown(raw: str) -> str:
    """A name as it may stand in a message: one line, printable, not endless."""
    safe = "".join(
        one if one.isprintable() else one.encode("unicode_escape", "replace").decode() for one in raw
    )
    return safe if len(safe) <= 200 else f"{safe[:200]}…"  # noqa: PLR2004


def is_junk(name: str) -> bool:
    """True for what operating systems and tools leave behind."""
    parts = PurePosixPath(name).parts
    if not parts:
        return False
    last = parts[-1]
    return (
        last.startswith("._")
        or last == ".DS_Store"
        or last.endswith("~")
        or any(part in _JUNK_FOLDERS for part in parts)
    )


def plain(name: str) -> str:
    """The one Unicode form (NFC) in which names of files are kept and looked up."""
    return unicodedata.normalize("NFC", name)


def folded(name: str) -> str:
    """Equal for names that some computers take for the same."""
    return plain(plain(name).casefold())


def clean_name(raw: str, limits: Limits) -> str:
    """The normal form of a path inside a course, "" for the top folder. Raises Refused with the reason."""
    if (reason := _reason(raw)) is not None:
        raise Refused(_refusal(raw, *reason))
    name = plain(raw)
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if len(parts) > limits.levels:
        raise Refused(_refusal(raw, "path-too-deep", N_("%(name)s lies in too many folders.")))
    if any(len(part.encode()) > limits.name_bytes for part in parts):
        raise Refused(_refusal(raw, "name-too-long", N_("The name %(name)s is too long.")))
    return "/".join(parts)


def _reason(raw: str) -> tuple[str, str] | None:
    """Code and marked message when a name is dangerous in itself."""
    if any("\ud800" <= one <= "\udfff" for one in raw):
        return "name-encoding", N_("The name %(name)s is not UTF-8.")
    if not raw or "\0" in raw or any(unicodedata.category(one) == "Cc" for one in raw):
        return "name-control", N_("The name %(name)s is empty or holds control characters.")
    if "\\" in raw:
        return "name-backslash", N_("The name %(name)s holds a backslash.")
    if raw.startswith("/") or _DRIVE.match(raw):
        return "name-absolute", N_("The name %(name)s is absolute.")
    if ".." in raw.split("/"):
        return "name-climbs", N_("The name %(name)s leads out of the course with “..”.")
    return None


def _refusal(raw: str, code: str, message: str) -> Finding:
    name = shown(raw)
    return error(Place(name), code, message, name=name)
