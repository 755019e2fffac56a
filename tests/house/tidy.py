# SPDX-License-Identifier: Apache-2.0
"""The house numbers: how long, how named, how headed a file may be, and what it may not hold."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import typescript
from tests.house.tree import HEADED, PROGRAM, Fault, files, python_files, relative, unreadable

COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 400
FUNCTION_LINES_MEDIAN_MAX = 10
FUNCTION_LINES_P90_MAX = 30
SPDX = "SPDX-License-Identifier: Apache-2.0"
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "manager", "service", "services", "common",
               "misc"}
MAY_PRINT = re.compile(r"backend/(cli|commands)(\.py|/)|bench/|tools/")
REMINDER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b(?!\(\w+\))")
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = {"list", "dict", "set", "bytearray", "defaultdict", "deque"}
SWITCHED_OFF = re.compile(  # a test that does not run, or runs alone, has proved nothing
    r"\b(test|it|describe)\.(skip|todo|only)\b|\{\s*(skip|todo|only):"
    r"|@pytest\.mark\.skip|\bpytest\.(skip|importorskip)\(")
GENERATED = re.compile(r"/migrations/versions/|package-lock\.json$")


def lengths(root: Path) -> dict[str, tuple[int, int]]:
    """Every function's (length, line), keyed `path::name`; the longest of equal names."""
    found: dict[str, tuple[int, int]] = {}

    def note(key: str, length: int, line: int) -> None:
        if length > found.get(key, (0, 0))[0]:
            found[key] = (length, line)

    for name, tree in python_files(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                note(f"{name}::{node.name}", length, node.lineno)
    for path in files(root, {".ts", ".tsx", ".mjs"}):
        for function in typescript.functions(path.read_text(encoding="utf-8")):
            key = f"{relative(path, root)}::{function.name}"
            note(key, function.length, function.line)
    return found


def giants(root: Path) -> dict[str, int]:
    """Files and functions over the hard limits, with their length in lines."""
    over = {key: length for key, (length, _) in lengths(root).items()
            if length > FUNCTION_LINES_MAX and not GENERATED.search(key)}
    for path in files(root, PROGRAM):
        name = relative(path, root)
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > FILE_LINES_MAX and not GENERATED.search(name):
            over[name] = lines
    return over


def ratchet_faults(root: Path, tolerated: dict[str, int]) -> list[Fault]:
    """Giants that are new or grew, and entries of the list that are larger than the truth."""
    now = giants(root)
    faults = []
    for key in sorted(now.keys() | tolerated.keys()):
        name, lines, allowed = key.split("::")[0], now.get(key), tolerated.get(key)
        if lines is not None and lines > (allowed or 0):
            faults.append(Fault(name, 1, f"{key} has {lines} lines: cut it up"))
        elif lines != allowed:
            faults.append(Fault(name, 1, f"{key} shrank to {lines}: write that into giants.json"))
    return faults


def tolerated_giants(root: Path) -> dict[str, int]:
    """The committed list of giants; it may only get shorter."""
    table: dict[str, int] = json.loads((root / "tests/house/giants.json").read_text())
    return table


def line_faults(root: Path) -> Iterator[Fault]:
    """Long lines, reminders without an owner, names that say nothing."""
    for path in files(root, PROGRAM):
        name = relative(path, root)
        if GENERATED.search(name):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.stem.lower() in VAGUE_NAMES:
            yield Fault(name, 1, f"a file named {path.stem} says nothing: name it after its word")
        for number, line in enumerate(lines, 1):
            if len(line) > COLUMNS_MAX:
                yield Fault(name, number, f"{len(line)} columns")
            if SWITCHED_OFF.search(line):
                yield Fault(name, number, "a test that is switched off")
            if REMINDER.search(line):
                yield Fault(name, number, "a reminder without an owner")


def head_faults(root: Path) -> Iterator[Fault]:
    """Files that people write, a page or a style sheet too, without the licence at their head."""
    for path in files(root, HEADED):
        name = relative(path, root)
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and SPDX not in "\n".join(lines[:2]) and not GENERATED.search(name):
            yield Fault(name, 1, "the licence line is missing from the head")


def python_faults(root: Path) -> Iterator[Fault]:
    """Prints, bare excepts, mutable defaults, floats in the domain, files with no docstring."""
    yield from unreadable(root)
    for name, tree in python_files(root):
        if GENERATED.search(name):
            continue
        if tree.body and not ast.get_docstring(tree):
            yield Fault(name, 1, "the file does not say what it is (docstring)")
        for node in ast.walk(tree):
            line = getattr(node, "lineno", 1)
            if text := _node_fault(node, name):
                yield Fault(name, line, text)


def _node_fault(node: ast.AST, name: str) -> str:
    if isinstance(node, ast.ExceptHandler) and node.type is None:
        return "a bare except hides everything"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print" \
            and not MAY_PRINT.match(name):
        return "print belongs to the command line"
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        defaults = [*node.args.defaults, *node.args.kw_defaults]
        if any(_is_mutable(default) for default in defaults):
            return "a mutable default is shared by all callers"
    if name.startswith("backend/domain/"):
        return _float_fault(node)
    return ""


def _is_mutable(node: ast.expr | None) -> bool:
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) \
        and node.func.id in MUTABLE_CALLS
    return made or isinstance(node, MUTABLE)


def _float_fault(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return "a float in the domain: quantities are whole numbers"
    if isinstance(node, ast.Name) and node.id == "float":
        return "float in the domain: use int, Decimal or Fraction"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return "true division makes floats: use // or Fraction(a, b)"
    return ""


def stray_tests(root: Path) -> Iterator[Fault]:
    """Test files that lie where no runner looks for them."""
    for path in files(root, {".py", ".ts", ".tsx"}):
        name = relative(path, root)
        if path.name.endswith((".test.ts", ".test.tsx")) and not re.match(
                r"pwa/test/.*\.test\.ts$", name):
            yield Fault(name, 1, "node's runner looks for pwa/test/**/*.test.ts only")
        if path.name.startswith("test_") and path.suffix == ".py" \
                and not name.startswith("tests/"):
            yield Fault(name, 1, "pytest looks into tests/ only")


ENTRY = re.compile(
    r"(__init__|__main__|app|conftest|wsgi|asgi|gunicorn_\w+|cli)\.py$|/migrations/"
    r"|/(cli|commands)/"
    r"|^(tests|bench|tools|docs)/")
IMPORTED_TS = re.compile(
    r"""(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]|new URL\(['"](\.[^'"]+)""")
ENTRY_TS = re.compile(
    r"^pwa/(?!src/)|^pwa/src/(main|board|station)\.tsx$|^pwa/src/sw\.ts$|\.d\.ts$")


def orphans(root: Path) -> Iterator[Fault]:
    """Product files that nothing imports, and that are no entry."""
    wanted = {target for name, tree in python_files(root) for target in _imported(name, tree)}
    for name, _ in python_files(root):
        if not ENTRY.search(name) and name[:-3].replace("/", ".") not in wanted:
            yield Fault(name, 1, "no file imports this one")
    wanted_ts = set()
    sources = list(files(root, {".ts", ".tsx"}))
    for path in sources:
        for match in IMPORTED_TS.finditer(path.read_text(encoding="utf-8")):
            wanted_ts.add((path.parent / (match[1] or match[2])).resolve())
    for path in sources:
        if not ENTRY_TS.search(relative(path, root)) and path.resolve() not in wanted_ts:
            yield Fault(relative(path, root), 1, "no file imports this one")


def _imported(name: str, tree: ast.Module) -> Iterator[str]:
    """Dotted names that a module may mean by its imports, relative ones made absolute."""
    package = name[:-3].split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[:len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.split(":")[0]  # a module named in a string: a plug-in, an app
