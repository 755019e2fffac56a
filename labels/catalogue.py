# SPDX-License-Identifier: Apache-2.0
"""The templates that come with the product, read from their files once."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from labels.fault import Fault, LabelError
from labels.template import Template
from labels.template_file import parse_template

FOLDER = Path(__file__).parent / "templates"
FILE_BYTES_MAX = 256 * 1024


@lru_cache(maxsize=1)
def shipped() -> tuple[Template, ...]:
    """Return the shipped templates by name; raises `LabelError` with the first fault."""
    return load_folder(FOLDER)


def load_folder(folder: Path) -> tuple[Template, ...]:
    """Return the templates of `*.label.json` in a folder; raises `LabelError`."""
    found = tuple(load(path) for path in sorted(folder.glob("*.label.json")))
    names = [template.name for template in found]
    for name in names:
        if names.count(name) > 1:
            raise LabelError(Fault("template.invalid", name, "two files have this name"))
    return found


def load(path: Path) -> Template:
    """Return the template of one file; raises `LabelError` naming file, element and field."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise LabelError(Fault("template.invalid", path.name, "the file is too large"))
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LabelError(Fault("template.unreadable", path.name, str(error))) from error
    parsed = parse_template(raw, path.name)
    if isinstance(parsed, Template):
        return parsed
    raise LabelError(parsed[0])


def named(name: str) -> Template | Fault:
    """Return the shipped template of this name."""
    for template in shipped():
        if template.name == name:
            return template
    return Fault("template.unknown", name, "there is no such template")
