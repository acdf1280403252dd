"""The `sandbox` service: whether a block may run what authors wrote as a program. It may not."""

from __future__ import annotations


class SandboxService:
    """No program of an author runs inside the server's own process."""

    def can_execute_unsafe_code(self) -> bool:
        return False

    def get_python_lib_zip(self) -> None:
        return None
