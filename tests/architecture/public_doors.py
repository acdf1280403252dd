"""A contract for import-linter: a package is used through its public modules alone."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicDoors(Contract):
    """Outside a package only its `doors` may be imported: `luban_lms.grading.api`, never `.queries`.

    `but` lists exceptions as "importer -> imported".
    """

    type_name = "public_doors"

    packages = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    but = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001
        allowed = set(self.but or ())
        broken = sorted(
            f"{importer} -> {imported}"
            for package in self.packages
            if package in graph.modules
            for imported in graph.find_descendants(package)
            if imported.removeprefix(f"{package}.").split(".")[0] not in self.doors
            for importer in graph.find_modules_that_directly_import(imported)
            if not f"{importer}.".startswith(f"{package}.")
        )
        used = allowed & set(broken)
        unused = sorted(f"{entry} (an exception that nobody needs)" for entry in allowed - used)
        wrong = [entry for entry in broken if entry not in allowed] + unused
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        entry: Any
        for entry in check.metadata["wrong"]:
            output.print_error(f"- {entry}")
