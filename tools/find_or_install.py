# SPDX-License-Identifier: Apache-2.0
"""Finds the browser and the database that the tests need, or installs them.

Root on Debian and its kin: apt-get installs what is missing. Anybody else is told what to
install. What is still missing afterwards is a failure, never a reason to test less.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.chromium import find_chromium, find_shell
from tests.postgres import find_postgres


@dataclass(frozen=True, slots=True)
class Need:
    """A program that the tests use, how it is found, its Debian package, and the way round."""

    name: str
    find: Callable[[], object]
    package: str
    otherwise: str
    must: bool = True  # without it: slower, but whole


NEEDS = (
    Need("Chromium", find_chromium, "chromium", "or set PICKFACE_CHROMIUM to a Chrome"),
    Need("Chromium's headless shell", find_shell, "chromium-headless-shell",
         "or the tests take longer", must=False),
    Need("PostgreSQL 15 or later", find_postgres, "postgresql",
         "or set PICKFACE_POSTGRES_BIN to the folder of postgres and initdb"),
)


def apt_get(*words: str) -> None:
    """Run apt-get; what it says is shown only if it fails, and failing is left to the caller."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", *words], env=env, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.stderr.write(f"apt-get {' '.join(words)} failed:\n{done.stdout}\n")


def install(missing: list[Need]) -> None:
    """Install packages where this user may."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt_get("update", "-q")
        for need in missing:  # one by one: a package that is not known here keeps back no other
            apt_get("install", "-y", "--no-install-recommends", need.package)


def main() -> int:
    """Exit status: 0 when everything is there."""
    missing = [need for need in NEEDS if not need.find()]
    if missing:
        install(missing)
    for need in NEEDS:
        where = need.find()
        sys.stdout.write(f"{need.name}: {where}\n" if where else
                         f"{need.name} is missing: install {need.package}, {need.otherwise}\n")
    return 0 if all(need.find() for need in NEEDS if need.must) else 1


if __name__ == "__main__":
    sys.exit(main())
