"""What the operator chose for other people's blocks: a file under home, read once per process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luban_lms.lib.errors import LubanError

FILE = "blocks.json"


class ChoicesUnreadable(LubanError):
    message = "%(path)s cannot be read: %(reason)s"
    code = "choices-unreadable"


@dataclass(frozen=True, slots=True)
class Choices:
    """`use` is tag to the name of the installed block that draws it; `offered_by` is a block's name to the
    distribution that is meant; `settings` is what blocks find in their settings bucket."""

    use: Mapping[str, str] = field(default_factory=dict)
    offered_by: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


class _Process:
    choices = Choices()


def read_choices(home: Path) -> Choices:
    """The choices in a home; without the file there are none. Raises ChoicesUnreadable."""
    path = home / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Choices()
    except (OSError, ValueError) as error:
        raise ChoicesUnreadable(path=path, reason=error) from error
    if not isinstance(told, dict) or not all(isinstance(value, dict) for value in told.values()):
        raise ChoicesUnreadable(path=path, reason="it must be an object of objects")
    unknown = sorted(set(told) - {"use", "offered_by", "settings"})
    if unknown:
        raise ChoicesUnreadable(path=path, reason=f"unknown: {', '.join(unknown)}")
    return Choices(**told)


def use_choices(choices: Choices) -> None:
    """Make these the choices of this process."""
    _Process.choices = choices


def current_choices() -> Choices:
    """The choices of this process."""
    return _Process.choices
