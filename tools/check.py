# SPDX-License-Identifier: Apache-2.0
"""Runs every check, whatever the one before it said; any failure fails the whole.

    python tools/check.py lint    ruff, mypy, tsc
    python tools/check.py all     browser and database, those three, node's tests, pytest

pytest comes last, so that its summary is the last thing to read.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.setup import ROOT, environment

PYTEST_S_MAX = 22 * 60  # the whole of `make test` must end within 25 minutes on two cores
PART_S_MAX = 5 * 60


@dataclass(frozen=True, slots=True)
class Part:
    """One program to run, in a folder, with the longest time it may take."""

    name: str
    words: tuple[str, ...]
    folder: Path = ROOT
    seconds_max: int = PART_S_MAX


LINT = (
    Part("ruff", ("ruff", "check", ".")),
    Part("mypy", ("mypy",)),
    Part("tsc", ("npm", "run", "--silent", "check"), ROOT / "pwa"),
)
WORKERS = str(min(os.cpu_count() or 1, 4))
ALL = (
    Part("browser and database", (sys.executable, "tools/find_or_install.py")),
    *LINT,
    Part("app tests", ("npm", "test", "--silent"), ROOT / "pwa"),
    Part("pytest", (sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadfile",
                    "--no-loadscope-reorder"),
         seconds_max=PYTEST_S_MAX),
)
GOALS = {"lint": LINT, "all": ALL}


def run(part: Part) -> bool:
    """Run one part; past its time it is asked to stop (pytest then still sums up), then killed."""
    process = subprocess.Popen(part.words, cwd=part.folder, env=environment(),
                               start_new_session=True)
    try:
        return process.wait(part.seconds_max) == 0
    except subprocess.TimeoutExpired:
        say(f"{part.name} took more than {part.seconds_max} s and is stopped")
        stop(process)
        return False
    except KeyboardInterrupt:
        stop(process)
        raise


def stop(process: subprocess.Popen[bytes]) -> None:
    for number, patience_s in ((signal.SIGINT, 30), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, number)
            process.wait(patience_s)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def say(text: str) -> None:
    sys.stdout.write(f"check: {text}\n")
    sys.stdout.flush()


def main(goal: str) -> int:
    """Run the goal's parts in order; the exit status is 1 if any failed."""
    failed: list[str] = []
    *early, last = GOALS[goal]
    for part in (*early, last):
        if part is last and failed:
            say(f"FAILED so far: {', '.join(failed)}")
        say(part.name)
        started = time.monotonic()
        good = run(part)
        if not good:
            failed.append(part.name)
        if part is not last or goal != "all":
            say(f"{part.name} {'ok' if good else 'FAILED'} in {time.monotonic() - started:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in GOALS:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
