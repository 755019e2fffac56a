# SPDX-License-Identifier: Apache-2.0
"""CPU seconds of a process and all its children, as Linux counts them (proc(5), stat)."""

from __future__ import annotations

import os
from pathlib import Path

TICKS_A_S = os.sysconf("SC_CLK_TCK")
_PARENT, _UTIME, _CSTIME = 1, 11, 14  # fields after the program's name in brackets


def tree_s(root: int | None) -> float:
    """User and system seconds of a process, its living children and those it has buried."""
    if root is None:
        return 0.0
    stats = {pid: fields for pid in _pids() if (fields := _stat(pid)) is not None}
    family, grown = {root}, True
    while grown:
        more = {pid for pid, fields in stats.items() if int(fields[_PARENT]) in family} - family
        family, grown = family | more, bool(more)
    ticks = sum(
        int(tick)
        for pid in family
        if pid in stats
        for tick in stats[pid][_UTIME : _CSTIME + 1]
    )
    return ticks / TICKS_A_S


def parent_of(pid: int) -> int:
    """The process that started this one."""
    fields = _stat(pid)
    assert fields is not None, f"no process {pid}"
    return int(fields[_PARENT])


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    return text.rpartition(")")[2].split()
