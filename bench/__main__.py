# SPDX-License-Identifier: Apache-2.0
"""`python -m bench [--only NAME]`: run, print, and write bench/results.json.

A missed bar is a result and leaves the exit code at 0; a benchmark that could not run does not.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import pkgutil
import sys
import traceback
from dataclasses import replace

import bench
from bench.harness import BENCHMARKS, Measured, commit, machine
from bench.results import keep, table


def main() -> int:
    """0 when everything that was asked for ran."""
    for module in pkgutil.iter_modules(bench.__path__, "bench."):
        if module.name.rsplit(".", 1)[1].startswith("run_"):
            importlib.import_module(module.name)
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--only", choices=sorted(BENCHMARKS), help="run one benchmark")
    only = asked.parse_args().only
    logging.disable(logging.ERROR)
    print(f"{machine()}, commit {commit()}")
    failed = [name for name in ([only] if only else sorted(BENCHMARKS)) if not _run(name)]
    if failed:
        print(f"could not run: {', '.join(failed)}")
    return 1 if failed else 0


def _run(name: str) -> bool:
    measured: list[Measured] = []
    try:
        for one in BENCHMARKS[name]():
            row = replace(one.row, machine=machine(), commit=commit())
            measured.append(replace(one, row=row))
    except Exception:  # whatever stops one benchmark must not stop the others
        print(f"\n{name} stopped:\n{traceback.format_exc()}")
        return False
    print(f"\n{table(measured)}", flush=True)
    keep(name, [one.row.plain() for one in measured])
    return True


if __name__ == "__main__":
    sys.exit(main())
