# SPDX-License-Identifier: Apache-2.0
"""What every generator does with its file: write it where it changed, or say that it is stale."""

from __future__ import annotations

import sys
from pathlib import Path


def made(target: Path, wanted: str, arguments: list[str], command: str) -> int:
    """0 if the file is, or now is, as wanted; 1 if `--check` found it stale and said by which
    command it is written."""
    found = target.read_text(encoding="utf-8") if target.exists() else ""
    if "--check" in arguments:
        if found != wanted:
            sys.stderr.write(f"{target.name} is stale: python -m {command}\n")
        return int(found != wanted)
    if found != wanted:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(wanted, encoding="utf-8")
    return 0
