"""How much of a stranger's course is read, counted in real bytes."""

from __future__ import annotations

from dataclasses import dataclass

from luban_lms.lib.i18n import N_
from luban_lms.lib.xml_parsing import XML_BYTES
from luban_lms.olx.data import Finding, Place
from luban_lms.olx.findings import error

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one course. Sizes are in bytes; `ratio` is unpacked to packed."""

    members: int = 20_000
    file_bytes: int = 200 * MEGABYTE
    total_bytes: int = 2048 * MEGABYTE
    ratio: int = 200
    ratio_from: int = MEGABYTE
    """Below this many unpacked bytes the ratio says nothing."""
    xml_bytes: int = XML_BYTES
    name_bytes: int = 200
    """Longest part of a path."""
    levels: int = 20


class Refused(Exception):
    """The source is refused as a whole, for the reasons in `findings`."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*(finding.text() for finding in findings))
        self.findings = findings


class Budget:
    """Counts what really comes out of a source whose packed size is `packed` (None: not packed)."""

    def __init__(self, limits: Limits, packed: int | None = None) -> None:
        self.limits = limits
        self.packed = packed
        self.total = 0

    def spend(self, name: str, amount: int) -> None:
        """Count `amount` more bytes of `name`. Raises Refused."""
        self.total += amount
        if self.total > self.limits.total_bytes:
            raise Refused(
                error(
                    Place(name),
                    "too-large",
                    N_("The course is larger than %(limit)s MB unpacked; reading stopped at %(name)s."),
                    limit=self.limits.total_bytes // MEGABYTE,
                    name=name,
                )
            )
        self.check_ratio(name, self.total, self.packed)

    def check_ratio(self, name: str, unpacked: int, packed: int | None) -> None:
        """Raises Refused when `unpacked` is out of all proportion to `packed`."""
        if packed is None or unpacked <= self.limits.ratio_from:
            return
        if unpacked > max(packed, 1) * self.limits.ratio:
            raise Refused(
                error(
                    Place(name),
                    "ratio",
                    N_("%(name)s unpacks to more than %(ratio)s times its packed size."),
                    name=name,
                    ratio=self.limits.ratio,
                )
            )

    def check_file(self, name: str, size: int) -> None:
        """Raises Refused when one file is too large."""
        if size > self.limits.file_bytes:
            raise Refused(
                error(
                    Place(name),
                    "file-too-large",
                    N_("%(name)s is larger than %(limit)s MB."),
                    name=name,
                    limit=self.limits.file_bytes // MEGABYTE,
                )
            )
