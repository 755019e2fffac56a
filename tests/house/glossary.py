# SPDX-License-Identifier: Apache-2.0
"""Holds the names that we give to things against the glossary.

Only names that a file *defines* are judged (functions, classes, arguments, fields, variables):
a foreign library may call its own things what it likes. So may the connectors, which speak
their ERP's language.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Fault, python_files

ROOMS = re.compile(r"backend/domain/|sync/(?!erp/\w+/)|labels/")
TABLE = Path(__file__).with_name("glossary.json")


def name_parts(name: str) -> list[str]:
    """A name's words in lower case and singular: `PackSizes` and `pack_sizes` are pack, size."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return [_singular(word.lower()) for word in words]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def defined_names(tree: ast.Module) -> Iterator[tuple[int, str, ast.expr | None]]:
    """Line, name and annotation of everything that a file names itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name, None
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg, node.annotation
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.lineno, node.target.id, node.annotation
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id, None
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr, None


def name_faults(root: Path) -> Iterator[Fault]:
    """Names that use a banned word, and whole numbers named like an operation."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    rows = table["banned"]
    numbers = set(table["whole_number_names"]["banned"])
    for file, tree in python_files(root):
        if not ROOMS.match(file):
            continue
        banned = {row["word"]: row["say"] for row in rows if re.match(row.get("rooms", ""), file)}
        seen: set[tuple[int, str]] = set()
        for line, name, annotation in defined_names(tree):
            text = _banned(name, banned) or _named_like_an_operation(name, annotation, numbers)
            if text and (line, name) not in seen:
                seen.add((line, name))
                yield Fault(file, line, text)


def _banned(name: str, banned: dict[str, str]) -> str:
    parts = name_parts(name)
    for word, say in banned.items():
        width = word.count("_") + 1
        if any("_".join(parts[at:at + width]) == word for at in range(len(parts) - width + 1)):
            return f"{name}: not {word}, say {say}"
    return ""


def _named_like_an_operation(name: str, annotation: ast.expr | None, numbers: set[str]) -> str:
    whole = isinstance(annotation, ast.Name) and annotation.id == "int"
    return f"{name}: a number is not a {name}, say total" if whole and name in numbers else ""
