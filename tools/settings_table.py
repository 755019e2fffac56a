# SPDX-License-Identifier: Apache-2.0
"""Write the handheld's settings from those of the server: one source, two languages.

`python -m tools.settings_table` writes; with `--check` nothing, and fails if it is stale.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from backend.domain.policy import SETTINGS
from tools.made import made

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "pwa" / "src" / "domain" / "settings.gen.ts"
_HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by `python -m tools.settings_table` from backend/domain/tables; do not edit.
export const SETTINGS = {
"""
_LEFT_OUT = ("key", "unit", "device")


def render() -> str:
    """The whole TypeScript file: what the handheld asks, in the order of the table."""
    rows = []
    for setting in SETTINGS.values():
        if not setting.device:
            continue
        told = {k: v for k, v in asdict(setting).items() if k not in _LEFT_OUT}
        if setting.type != "whole":
            told = {k: v for k, v in told.items() if k not in ("low", "high")}
        elif setting.low == 0:
            del told["low"]  # the handheld takes that where none is named
        if not setting.choices:
            told = {k: v for k, v in told.items() if k not in ("choices", "most")}
        elif setting.type == "choice":
            told.pop("most", None)
        fields = "".join(f"\n    {name}: {json.dumps(value)}," for name, value in told.items())
        rows.append(f"  '{setting.key}': {{{fields}\n  }},\n")
    return _HEAD + "".join(rows) + "} as const;\n"


def main(arguments: list[str]) -> int:
    """0 if the file is, or now is, up to date; 1 if `--check` found it stale."""
    return made(TARGET, render(), arguments, "tools.settings_table")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
