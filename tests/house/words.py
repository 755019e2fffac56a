# SPDX-License-Identifier: Apache-2.0
"""Finds words that belong to somebody's desk and not to the product."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import TEXT, Fault, files, relative

TABLE = Path(__file__).with_name("words.json")


def patterns() -> dict[str, re.Pattern[str]]:
    """What is looked for, by the reason for which it is unwanted."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))["patterns"]
    return {reason: re.compile(text.replace("~", "")) for reason, text in table.items()}


def word_faults(root: Path) -> Iterator[Fault]:
    """Every unwanted word in every text file."""
    wanted = patterns()
    for path in files(root, TEXT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # not text
        for reason, pattern in wanted.items():
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield Fault(relative(path, root), line, f"{reason}: {match[0]}")
