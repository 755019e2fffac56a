# SPDX-License-Identifier: Apache-2.0
"""READMEs stay short, and every path that one names exists."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Fault, files, relative

ROOM_LINES_MAX = 60
ROOMS = ("backend", "sync", "labels", "pwa", "tests")  # each tells what it is
# Made by a program, so not in the tree of a fresh clone.
MADE = re.compile(
    r"^(\./)?(pwa/)?(dist|node_modules)(/|$)|^(\./)?(\.venv|\.setup|var|instance)(/|$)"
    r"|bench/results\.json$")
ENDINGS = r"py|tsx?|mjs|json|md|css|html|toml|txt|sql|ini|svg|edi|csv|zpl|pdf|webmanifest"
PATH = re.compile(rf"(?:[\w.@*-]+/)+[\w.@*-]*|[\w.@*-]+\.(?:{ENDINGS})")
MIME = re.compile(r"^(application|text|image|audio|font|multipart)/")
QUOTED = re.compile(r"`([^`\n]+)`|\]\(([^)\s]+)\)")


def named_paths(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of everything in a document that reads as a path of ours."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            continue
        quoted = [a or b.split("#")[0] for a, b in QUOTED.findall(line)]
        for words in [line.split("#")[0]] if fenced else quoted:
            for word in re.split(r"[\s,;=\"'()]+", words):
                path = word.rstrip(".:").split("::")[0]
                ending = path.startswith(".") and "/" not in path  # `.expected.json`: of many files
                if PATH.fullmatch(path) and not MIME.match(path) and not ending:
                    yield number, path


def exists(root: Path, folder: Path, path: str) -> bool:
    """Whether a named path is there: from the root, from the README's folder, or below it."""
    if MADE.search(path):
        return True
    if any(next(base.glob(path.rstrip("/")), None) for base in (root, folder)):
        return True
    bare = "/" not in path.rstrip("/")
    return bare and next(folder.rglob(path.rstrip("/")), None) is not None


def readme_faults(root: Path) -> Iterator[Fault]:
    """READMEs that are missing, too long, or name what is not there."""
    for room in ROOMS:
        if (root / room).is_dir() and not (root / room / "README.md").is_file():
            yield Fault(room, 1, "the room has no README.md")
    for path in files(root, {".md"}):
        if path.name not in {"README.md", "CONTRIBUTING.md"}:
            continue
        name, text = relative(path, root), path.read_text(encoding="utf-8")
        if path.parent != root and text.count("\n") > ROOM_LINES_MAX:
            yield Fault(name, ROOM_LINES_MAX, f"longer than {ROOM_LINES_MAX} lines")
        for line, named in named_paths(text):
            if not exists(root, path.parent, named):
                yield Fault(name, line, f"names {named}, which is not there")
