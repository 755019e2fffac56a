# SPDX-License-Identifier: Apache-2.0
"""Walks a source tree. Every checker takes the root, so that a test can plant a bad tree."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Not ours, or made by a program.
SKIPPED = {
    ".git", ".venv", ".setup", "node_modules", "dist", "dist.new", "var", "instance",
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis",
}
PROGRAM = {".py", ".ts", ".tsx", ".mjs"}
HEADED = PROGRAM | {".html", ".css", ".sh", ".yml", ".yaml", ".toml", ".mako"}
TEXT = PROGRAM | {
    ".md", ".json", ".toml", ".txt", ".html", ".css", ".webmanifest", ".svg", ".sql", ".yml",
    ".ini", ".mako", ".sh", "",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule, at one place."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def files(root: Path, suffixes: set[str]) -> Iterator[Path]:
    """Our own files with one of these endings, in a steady order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED)
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix in suffixes and not path.is_symlink():
                yield path


def relative(path: Path, root: Path) -> str:
    """The name of a file as the faults and tables of this folder write it."""
    return path.relative_to(root).as_posix()


def python_files(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file that can be parsed, with its name relative to the root."""
    for path in files(root, {".py"}):
        tree = parsed(path, path.stat().st_mtime_ns)
        if isinstance(tree, ast.Module):
            yield relative(path, root), tree


def unreadable(root: Path) -> Iterator[Fault]:
    """Files that are no Python of the version we promise."""
    for path in files(root, {".py"}):
        tree = parsed(path, path.stat().st_mtime_ns)
        if isinstance(tree, SyntaxError):
            yield Fault(relative(path, root), tree.lineno or 1, f"no Python 3.11: {tree.msg}")


@lru_cache(maxsize=4096)
def parsed(path: Path, _changed_ns: int) -> ast.Module | SyntaxError:
    """The syntax tree of a file, kept because several checkers ask for it."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=str(path),
                         feature_version=(3, 11))
    except SyntaxError as fault:
        return fault


def plant(root: Path, name: str, text: str) -> None:
    """Write one file into a tree that a test makes up."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(faults: list[Fault]) -> str:
    """Faults as lines, for the message of an assertion."""
    return "\n" + "\n".join(str(fault) for fault in faults)
