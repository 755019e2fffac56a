# SPDX-License-Identifier: Apache-2.0
"""Parts that an import names, however deep in it they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def chained(row: dict[str, Any]) -> Iterable[str]:
    """Numbers that a row of a supersession names."""
    yield row["old"]
    yield from (one["part"] for one in row.get("new") or ())


def asn_parts(packs: list[dict[str, object]]) -> Iterable[str]:
    """Parts in the packs of a notice and in the packs in these."""
    waiting = list(packs)
    while waiting:
        pack = waiting.pop()
        inner, lines = pack.get("packs", []), pack.get("lines", [])
        assert isinstance(inner, list) and isinstance(lines, list)
        waiting += inner
        for line in lines:
            yield line["part"]
