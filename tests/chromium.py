# SPDX-License-Identifier: Apache-2.0
"""Where the browser for the tests is, and how it is started.

The system's own Chromium is driven; none is downloaded. `make test` installs Debian's packages
where it may; elsewhere PICKFACE_CHROMIUM names the program. The headless shell is the same engine
without the window around it, for a fraction of the work; what it leaves out (push, PDF pages)
is tested in the whole browser.
"""

import os
import shutil

SHELL_NAMES = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# Quiet and alone: no first-run pages, no updates, no background traffic to anywhere.
CHROMIUM_FLAGS = (
    "--no-sandbox",  # the tests may run as root in a container, where the sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",  # containers give /dev/shm too little room
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
)
HEADLESS_FLAGS = ("--headless", *CHROMIUM_FLAGS)


def find_chromium() -> str | None:
    """Path of a Chromium, or None."""
    named = os.environ.get("PICKFACE_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_shell() -> str | None:
    """Path of a headless shell, or None; who names a browser gets that one for everything."""
    if "PICKFACE_CHROMIUM" in os.environ:
        return find_chromium()
    return next((path for name in SHELL_NAMES if (path := shutil.which(name))), None)


def chromium_path() -> str:
    """Path of the quickest Chromium there is."""
    return find_shell() or whole_chromium_path()


def whole_chromium_path() -> str:
    """Path of a Chromium; a missing one fails the test that asks, because nothing is skipped."""
    path = find_chromium()
    assert path, "no Chromium: run `make test` as root, install it, or set PICKFACE_CHROMIUM"
    return path
