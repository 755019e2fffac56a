# SPDX-License-Identifier: Apache-2.0
"""Benchmarks by name, their rows, and the figures that every one of them needs.

A machine is shared and noisy, so what counts are ratios within one run: the two sides of a
comparison are measured in turns, and medians are compared.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Spread:
    """Least, median and greatest of some repeats."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Units that end in `/s` are better when larger, all others when smaller.

    `ratio` is value by the value of `compared_to`, both from the same run. `ok` is None where no
    bar is set.
    """

    name: str
    value: float
    unit: str
    compared_to: str | None = None
    ratio: float | None = None
    bar: float | None = None
    ok: bool | None = None
    machine: str = ""
    commit: str = ""

    def plain(self) -> dict[str, Any]:
        """As written to bench/results.json."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Measured:
    """A row and how far its repeats lay apart; the spread is printed, not kept."""

    row: Row
    spread: Spread | None = None


Benchmark = Callable[[], Iterator[Measured]]
BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Register a benchmark. Its rows are named `name` or `name.<more>`."""

    def register(made: Benchmark) -> Benchmark:
        assert name not in BENCHMARKS, f"two benchmarks named {name}"
        BENCHMARKS[name] = made
        return made

    return register


def figure(
    name: str,
    values: Sequence[float] | float,
    unit: str,
    *,
    against: tuple[str, float] | None = None,
    bar: float | None = None,
) -> Measured:
    """A row from repeats (their median) or from one value, judged by its bar."""
    repeats = [values] if isinstance(values, int | float) else sorted(values)
    value = statistics.median(repeats)
    row = Row(name, rounded(value), unit, bar=bar)
    if against is not None and against[1]:
        row = replace(row, compared_to=against[0], ratio=rounded(value / against[1]))
    if bar is not None:
        row = replace(row, ok=value >= bar if unit.endswith("/s") else value <= bar)
    spread = Spread(repeats[0], value, repeats[-1]) if len(repeats) > 1 else None
    return Measured(row, spread)


def rounded(value: float) -> float:
    """Three significant digits: more would only be noise."""
    return float(f"{value:.3g}")


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of the sorted values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(-(-len(ranked) * percent // 100) - 1, 0)]


def in_turns(
    sides: dict[str, Callable[[], float]], repeats: int
) -> dict[str, list[float]]:
    """Measure every side once, then every side again: neighbours' noise meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(repeats):
        for name, measure in sides.items():
            found[name].append(measure())
    return found


def seconds(work: Callable[[], Any]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@cache
def machine() -> str:
    """What this ran on, in one line."""
    return f"{os.cpu_count()} x {_processor()}, {platform.system()}, Python " + (
        platform.python_version()
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


@cache
def commit() -> str:
    """The commit that was measured; `+` when the tree differs from it."""
    said = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench")
    return said + ("+" if changed else "")


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else "unknown"
