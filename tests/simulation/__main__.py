# SPDX-License-Identifier: Apache-2.0
"""Run seeds by hand: `python -m tests.simulation --seed 7`, or `--seeds 0:1000`."""

from __future__ import annotations

import argparse
import logging
import sys
import time

from tests.simulation.run import Failed, run


def main() -> int:
    """0 when every seed kept every promise."""
    words = argparse.ArgumentParser(description="Simulate a day on the floor, from a seed.")
    words.add_argument("--seed", type=int, help="one seed, with its whole traceback")
    words.add_argument("--seeds", default="0:200", help="from:to, the last not included")
    words.add_argument("--plant", default="", help="a bug to plant, by its name in plants.py")
    asked = words.parse_args()
    logging.getLogger("backend").setLevel(logging.CRITICAL)
    if asked.seed is not None:
        run(asked.seed, asked.plant)
        return 0
    first, last = map(int, asked.seeds.split(":"))
    failed, started = 0, time.monotonic()
    for seed in range(first, last):
        try:
            run(seed, asked.plant)
        except Failed as failure:
            failed += 1
            sys.stdout.write(f"seed {seed}: {failure}\n")
    took = time.monotonic() - started
    sys.stdout.write(f"{last - first} seeds, {failed} failed, {took:.1f} s\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
