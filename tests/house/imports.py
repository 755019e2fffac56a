# SPDX-License-Identifier: Apache-2.0
"""Who may import whom, what the pure rooms may touch, and who may open a socket."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Fault, files, python_files, relative

# A room's name -> the rooms it may import. A room may always import itself. The leaves (bounds,
# settings, the server's secret keys) may be read by everybody outside the domain.
LEAVES = {"limits", "config", "keys"}
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "limits": set(),
    "config": {"limits"},
    "keys": {"limits", "config"},
    "store": {"domain"} | LEAVES,
    "sync": {"domain"} | LEAVES,
    "labels": {"domain"} | LEAVES,
    "planning": {"domain"} | LEAVES,
    "use_cases": {"domain", "store"} | LEAVES,
    "demo": {"domain", "store", "use_cases"} | LEAVES,
    "web": {"use_cases", "sync", "labels", "domain"} | LEAVES,
    "commands": {"app", "use_cases", "store", "sync", "labels", "domain", "demo", "web"} | LEAVES,
    "cli": {"app", "commands", "use_cases", "store", "sync", "labels", "domain", "demo", "web"}
           | LEAVES,
    "app": {"web", "use_cases", "store", "sync", "labels", "domain", "demo", "cli", "commands"}
           | LEAVES,
}
ROOTS = ("backend", "sync", "labels", "planning")
OUTSIDE = {"tests", "tools", "bench"}  # they may import all of it; nothing may import them

# The pure rooms: no clock, no randomness, no input or output.
PURE = re.compile(r"backend/domain/|labels/layout(\.py|/)")
IMPURE = {
    "asyncio", "concurrent", "ctypes", "fcntl", "fileinput", "getpass", "glob", "http", "io",
    "locale", "logging", "mmap", "multiprocessing", "os", "pathlib", "platform", "queue",
    "random", "resource", "sched", "secrets", "select", "shelve", "shutil", "signal", "smtplib",
    "socket", "socketserver", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading",
    "time", "urllib", "warnings", "webbrowser",
}
IMPURE_CALLS = {
    "now", "utcnow", "today", "uuid1", "uuid4", "urandom", "monotonic", "perf_counter",
    "getrandbits", "token_bytes", "read_text", "write_text", "read_bytes", "write_bytes",
}
IMPURE_NAMES = {"open", "print", "input", "breakpoint"}
# A table of constants that is shipped beside the code and read once is not input.
READS_ITS_TABLE = {
    f"backend/domain/{room}table.py" for room in ("", "barcode/", "hazmat/", "sampling/")
}

# Anything that can open a connection to another machine.
SOCKETS = {
    "socket", "socketserver", "http.client", "http.server", "urllib.request", "smtplib", "ftplib",
    "imaplib", "poplib", "xmlrpc", "httpx", "requests", "aiohttp", "urllib3", "websockets",
    "paramiko", "pywebpush",
}
MAY_OPEN_SOCKETS = re.compile(
    r"sync/erp/|labels/station(\.py|/)"
    r"|backend/web/push\.py$"  # web push is a call to the browser maker's push service
    r"|tests/|tools/|bench/")
HEAVY = {"numpy", "scipy"}  # planning's own; the server must start without them
MAY_BE_HEAVY = re.compile(r"planning/|tests/|bench/")


def room_of(name: str) -> str | None:
    """Room of a dotted module name; None for what is not ours, `?` for a room nobody planned."""
    first, *rest = name.split(".")
    if first in OUTSIDE:
        return first
    if first not in ROOTS:
        return None
    if first != "backend":
        return first
    if not rest:
        return "backend"
    return rest[0] if rest[0] in MAY_IMPORT else "?"


def imported(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports; also what it imports late or for types."""
    package = name.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def direction_faults(root: Path) -> Iterator[Fault]:
    """Imports that point the wrong way."""
    for name, tree in python_files(root):
        room = room_of(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        if room is None or room in OUTSIDE:
            continue
        if room == "?":
            yield Fault(name, 1, "a room that the table of rooms does not know")
            continue
        allowed = MAY_IMPORT.get(room, set()) | {room}
        for line, target in imported(name, tree):
            other = room_of(target)
            if other is not None and other not in allowed:
                yield Fault(name, line, f"{room} may not import {target}")


def purity_faults(root: Path) -> Iterator[Fault]:
    """What the pure rooms may not touch."""
    for name, tree in python_files(root):
        if not PURE.match(name):
            continue
        for line, target in imported(name, tree):
            if text := _impure_import(name, target):
                yield Fault(name, line, text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (text := _impure_call(name, node)):
                yield Fault(name, node.lineno, text)


def _impure_import(name: str, target: str) -> str:
    first = target.split(".", maxsplit=1)[0]
    if room_of(target) is None and first not in sys.stdlib_module_names:
        return f"a pure room imports {first}, which is not the standard library"
    if target.startswith("importlib.resources") and name not in READS_ITS_TABLE:
        return "a pure room reads files"
    if first in IMPURE or target in {"uuid.uuid4", "uuid.uuid1"}:
        return f"a pure room imports {target}: time, chance and devices enter as arguments"
    return ""


def _impure_call(name: str, node: ast.Call) -> str:
    if isinstance(node.func, ast.Name) and node.func.id in IMPURE_NAMES:
        return f"a pure room calls {node.func.id}()"
    if isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_CALLS \
            and name not in READS_ITS_TABLE:
        return f"a pure room calls .{node.func.attr}()"
    return ""


def socket_faults(root: Path) -> Iterator[Fault]:
    """Sockets outside the two places that may open them, and heavy libraries in the server."""
    for name, tree in python_files(root):
        for line, target in imported(name, tree):
            opens = any(target == one or target.startswith(one + ".") for one in SOCKETS)
            if opens and not MAY_OPEN_SOCKETS.match(name):
                yield Fault(name, line, f"{target} can open sockets: only erp and station may")
            if target.split(".")[0] in HEAVY and not MAY_BE_HEAVY.match(name):
                yield Fault(name, line, f"{target} belongs to planning alone")


# In the app the compiler keeps the DOM out of src/domain; direction is kept here.
TS_MAY_IMPORT = {"domain": {"domain"}, "flow": {"flow", "domain"}}
TS_IMPORT = re.compile(
    r"""(?:^\s*import\s*|\bimport\s*\(\s*|^\s*(?:import|export)\s[\w\s,{}*$]*?\bfrom\s*)"""
    r"""['"]([^'"\n]+)['"]""", re.M)


def app_faults(root: Path) -> Iterator[Fault]:
    """Imports of the app's pure rooms that leave them, and imports without their ending."""
    source = root / "pwa/src"
    for path in files(source, {".ts", ".tsx"}) if source.is_dir() else ():
        name, room = relative(path, root), relative(path, source).split("/")[0]
        text = path.read_text(encoding="utf-8")
        for match in TS_IMPORT.finditer(text):
            line = text.count("\n", 0, match.start(1)) + 1
            if reason := _app_fault(path, room, match[1], source):
                yield Fault(name, line, reason)


def _app_fault(path: Path, room: str, target: str, source: Path) -> str:
    allowed = TS_MAY_IMPORT.get(room)
    if not target.startswith("."):
        return f"{room} imports the package {target}" if allowed else ""
    whole = (path.parent / target).resolve()
    if whole.suffix not in {".ts", ".tsx", ".json", ".css", ".svg"}:
        return f"{target} lacks its ending"
    if allowed is None or whole.suffix == ".json" or not whole.is_relative_to(source.resolve()):
        return ""
    other = whole.relative_to(source.resolve()).parts[0]
    return "" if other in allowed else f"{room} may not import {target}"
