"""What a tagged PDF says about its own text: headings, tables, code, and what is no content."""

from __future__ import annotations

import re
from typing import Any, NamedTuple


class Role(NamedTuple):
    """Of one piece of marked content."""

    block: int = 0
    """Number of the paragraph, heading or list item to which it belongs."""
    heading: int = 0
    table: int = 0
    """Number of the table; 0 for none."""
    row: int = 0
    column: int = 0
    code: bool = False
    """A block of code, not code within a paragraph."""
    label: bool = False
    """The number or bullet of a list item."""
    artifact: bool = False
    """A page header, footer or ornament."""


class _Walk:
    """Numbers blocks, tables and cells in reading order."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.roles: dict[tuple[int, int], Role] = {}
        self.blocks = self.tables = self.nodes = 0

    def visit(self, node: Any, role: Role, page: int, depth: int) -> None:
        from pdfminer.pdftypes import PDFObjRef, resolve1

        self.nodes += 1
        if depth > 60 or self.nodes > 500_000:
            return
        node = resolve1(node)
        if isinstance(node, int):
            self.roles[page, node] = role
        elif isinstance(node, list):
            for each in node:
                self.visit(each, role, page, depth + 1)
        elif isinstance(node, dict):
            where = node.get("Pg")
            page = where.objid if isinstance(where, PDFObjRef) else page
            if isinstance(node.get("MCID"), int):
                self.roles[page, node["MCID"]] = role
            elif "K" in node:
                name = getattr(node.get("S"), "name", "")
                self.visit(node["K"], self._enter(self.names.get(name, name), role), page, depth + 1)

    def _enter(self, name: str, role: Role) -> Role:
        heading = re.fullmatch(r"H([1-6])?", name)
        if heading:
            self.blocks += 1
            return role._replace(block=self.blocks, heading=int(heading[1] or 1))
        if name in ("P", "LI", "LBody", "BlockQuote", "Caption", "Note") or (name == "Code" and not role.block):
            self.blocks += 1
            return role._replace(block=self.blocks, code=name == "Code")
        if name == "Table" and not role.table:
            self.tables += 1
            self.row = 0
            return role._replace(table=self.tables, row=0, column=0)
        if name == "TR" and role.table:
            self.row += 1
            self.column = 0
            return role._replace(row=self.row)
        if name in ("TD", "TH") and role.table:
            self.column += 1
            return role._replace(column=self.column)
        return role._replace(label=True) if name == "Lbl" else role


def read_roles(catalog: dict[str, Any]) -> dict[tuple[int, int], Role]:
    """Return the role of each piece of marked content, by page object and number; empty for an untagged file."""
    from pdfminer.pdftypes import resolve1

    root = resolve1(catalog.get("StructTreeRoot"))
    if not isinstance(root, dict) or "K" not in root:
        return {}
    named = resolve1(root.get("RoleMap"))
    names = {str(key): getattr(name, "name", str(name)) for key, name in named.items()} if isinstance(named, dict) else {}
    walk = _Walk(names)
    walk.visit(root["K"], Role(), 0, 0)
    return walk.roles
