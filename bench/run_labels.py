# SPDX-License-Identifier: Apache-2.0
"""labels: how fast labels are made, in runs and the first one of a fresh process."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from statistics import median

import labels
from bench.harness import ROOT, Measured, benchmark, figure, in_turns, seconds

RUN = 60  # labels a measurement: the bin labels of a few bays, all different
REPEATS = 5
FIRSTS = 5  # fresh processes
ZPL_A_S_MIN, PDF_A_S_MIN, FIRST_MS_MAX = 300, 150, 300
FIRST = """
import time
began = time.perf_counter()
import labels
sample = {one.name: one.sample for one in labels.templates()}["sscc"]
labels.render("sscc", sample, "pdf")
first = time.perf_counter() - began
labels.render("sscc", {**sample, "to_name": "ANOTHER"}, "pdf")
print(first * 1000, (time.perf_counter() - began - first) * 1000)
"""


@benchmark("labels")
def made() -> Iterator[Measured]:
    """Bin labels and shipping labels in runs, then the first label after a start."""
    for name, vary in (("location", _bin), ("sscc", _carton)):
        yield from _run(name, vary)
    yield from _first()


def _bin(number: int) -> dict[str, str]:
    return {"code": f"{number // 999:03}-{number % 999:03}-C"}


def _carton(number: int) -> dict[str, str]:
    body = f"0061414{number:010}"
    odd, even = (sum(int(digit) for digit in body[at::2]) for at in (0, 1))
    return {"sscc": f"{body}{-(3 * odd + even) % 10}", "to_name": f"DEALER {number}"}


def _run(name: str, vary: Callable[[int], dict[str, str]]) -> Iterator[Measured]:
    """Every label is another one: what a run repeats is remembered and costs nothing."""
    sample = {one.name: one.sample for one in labels.templates()}[name]
    numbers = itertools.count(1)

    def rate(work: Callable[[list[dict[str, str]]], object]) -> float:
        rows = [{**sample, **vary(next(numbers))} for _ in range(RUN)]
        return RUN / seconds(lambda: work(rows))

    sides = in_turns(
        {
            "draw": lambda: rate(lambda rows: [labels.draw(name, row) for row in rows]),
            "zpl": lambda: rate(lambda rows: labels.render_run(name, rows, "zpl")),
            "pdf": lambda: rate(lambda rows: labels.render_run(name, rows, "pdf")),
        },
        REPEATS,
    )
    drawn = ("the drawing alone, without a back end", median(sides["draw"]))
    yield figure(f"labels.{name}.zpl", sides["zpl"], "labels/s", against=drawn, bar=ZPL_A_S_MIN)
    yield figure(f"labels.{name}.pdf", sides["pdf"], "labels/s", against=drawn, bar=PDF_A_S_MIN)


def _first() -> Iterator[Measured]:
    firsts, seconds_ = [], []
    for _ in range(FIRSTS):
        said = subprocess.run(
            [sys.executable, "-c", FIRST], cwd=ROOT, text=True, check=True, capture_output=True
        )
        first, second = (float(word) for word in said.stdout.split())
        firsts.append(first)
        seconds_.append(second)
    against = ("the second label of the same process", median(seconds_))
    yield figure("labels.first", firsts, "ms", against=against, bar=FIRST_MS_MAX)
