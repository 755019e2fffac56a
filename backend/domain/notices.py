# SPDX-License-Identifier: Apache-2.0
"""What of a supplier's notice is in: carton by carton, or unit by unit.

The device foresees the same in `pwa/src/domain/notices.ts`; `tests/vectors/notice_tick.json` keeps
the two equal. Packs and lines are those of the feed; their order is the notice's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Pack = dict[str, Any]
Counted = Mapping[tuple[str, str], int]
"""Units by part and lot ('' without one)."""


def tick(
    packs: Sequence[Pack], lpn: str, counted: Counted
) -> tuple[list[Pack], dict[tuple[str, str], int]]:
    """The packs after this receipt, and the units that no open line of them asked for.

    An announced plate is ticked off whole. Units received onto a plate of our own fill the open
    lines of their part and lot in the notice's order; a pack whose lines are full is in.
    """
    if any(pack["lpn"] == lpn for pack in packs):
        return [{**pack, "received": True} if pack["lpn"] == lpn else pack for pack in packs], {}
    left = dict(counted)
    return [pack if pack.get("received") else _filled(pack, left) for pack in packs], {
        key: units for key, units in left.items() if units > 0
    }


def untick(packs: Sequence[Pack], lpn: str, counted: Counted) -> list[Pack]:
    """The packs after a receipt was undone that nobody else told: its plate is open again; of units
    on a plate of our own, what was filled last is, and its pack with it."""
    if any(pack["lpn"] == lpn for pack in packs):
        return [open_again(pack) if pack["lpn"] == lpn else pack for pack in packs]
    left = dict(counted)
    return [_emptied(pack, left) for pack in reversed(packs)][::-1]


def open_again(pack: Pack) -> Pack:
    """The pack, not received."""
    return {name: value for name, value in pack.items() if name != "received"}


def _emptied(pack: Pack, left: dict[tuple[str, str], int]) -> Pack:
    lines = [_line_emptied(line, left) for line in reversed(pack["lines"])][::-1]
    return pack if lines == pack["lines"] else {**open_again(pack), "lines": lines}


def _line_emptied(line: dict[str, Any], left: dict[tuple[str, str], int]) -> dict[str, Any]:
    taken = 0
    for key in sorted(left):
        fits = key[0] == line["part"] and (not line["lot"] or line["lot"] == key[1])
        units = min(left[key], line.get("received", 0) - taken) if fits else 0
        left[key] -= units
        taken += units
    return {**line, "received": line["received"] - taken} if taken else line


def _filled(pack: Pack, left: dict[tuple[str, str], int]) -> Pack:
    """The pack with what is left put into its lines; takes it out of `left`."""
    lines = [_line(line, left) for line in pack["lines"]]
    if lines == pack["lines"]:
        return pack
    full = all(line.get("received", 0) >= line["quantity"] for line in lines)
    return {**pack, "lines": lines, **({"received": True} if full else {})}


def _line(line: dict[str, Any], left: dict[tuple[str, str], int]) -> dict[str, Any]:
    """A line announced without a lot takes units of any lot."""
    wanted = line["quantity"] - line.get("received", 0)
    taken = 0
    for key in sorted(left):
        fits = key[0] == line["part"] and (not line["lot"] or line["lot"] == key[1])
        units = min(left[key], wanted - taken) if fits else 0
        left[key] -= units
        taken += units
    return {**line, "received": line.get("received", 0) + taken} if taken else line
