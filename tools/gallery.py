# SPDX-License-Identifier: Apache-2.0
"""Draw every state of every flow, and every other screen of the handheld, for eyes to look at.

`make gallery` writes one picture a state, language and theme to `var/gallery` and a page that
shows them side by side, `var/gallery/index.html`; `make gallery ONLY=pack` draws the states that
begin with it. 360x640, dark and light, four languages, and one that runs from right to left:
nobody translated it, its words are the English ones in the other direction.

The steps are those that the flows make themselves (`pwa/test/flow/steps.ts`); what stands out of
the frame or is cut is printed and fails the command.
"""

from __future__ import annotations

import argparse
import html
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser import gallery
from tests.chromium import HEADLESS_FLAGS, chromium_path
from tools.setup import ROOT, environment

THEMES = ("dark", "light")
LANGUAGES = ("en", "de", "es", "fr", "rtl")
TARGET = ROOT / "var" / "gallery"

Steps = Mapping[str, Mapping[str, Any] | None]
"""Steps of flows by `flow.state`; None for a screen that the gallery itself has data for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen as it was drawn, and what of it breaks a rule of the frame."""

    name: str
    file: Path
    faults: list[str]


def flow_steps() -> dict[str, dict[str, Any]]:
    """The step of every state that asks something, made by the flows."""
    program = ["node", "test/flow/steps.ts"]
    made = subprocess.run(
        program, cwd=ROOT / "pwa", env=environment(), check=True, capture_output=True
    )
    steps: dict[str, dict[str, Any]] = json.loads(made.stdout)
    return steps


def all_steps(page: Page, address: str) -> Steps:
    """Every screen that there is: the flows' and the gallery's own."""
    return {**flow_steps(), **dict.fromkeys(gallery.names(page, address))}


def draw(page: Page, address: str, steps: Steps, folder: Path) -> Iterator[Picture]:
    """Draw the steps in every language and theme."""
    for language in LANGUAGES:
        gallery.open_given(page, address, language)
        for theme in THEMES:
            for name, step in steps.items():
                gallery.show(page, name, step, theme)
                file = folder / f"{language}-{theme}" / f"{name}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=file)
                yield Picture(name, file, page.evaluate(gallery.MEASURE))


def index(names: list[str]) -> str:
    """The page that shows the pictures: a row a state, a column a language and theme."""
    sets = [f"{language}-{theme}" for language in LANGUAGES for theme in THEMES]
    head = "".join(f"<th>{one}</th>" for one in sets)
    rows = "".join(
        f'<tr id="{html.escape(name)}"><th>{html.escape(name)}</th>'
        + "".join(
            f'<td><img loading="lazy" src="{one}/{html.escape(name)}.png" width="180"'
            f' height="320" alt="{html.escape(name)}, {one}"></td>'
            for one in sets
        )
        + "</tr>"
        for name in names
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens of the handheld'
        "</title><style>body{font:14px sans-serif;background:#888}th{text-align:left;"
        "position:sticky;left:0;background:#888;padding:4px}td{padding:4px}</style>"
        f"<table><tr><th></th>{head}</tr>{rows}</table></html>\n"
    )


def main() -> int:
    """Draw, write the page, say what stands out of a frame; 1 if anything does."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="states whose name begins with this")
    only = parser.parse_args().only
    bad = 0
    with gallery.served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(HEADLESS_FLAGS)
        )
        page = browser.new_page(
            viewport={"width": 360, "height": 640}, reduced_motion="reduce"
        )  # fmt: skip
        every = all_steps(page, address)
        steps = {name: step for name, step in every.items() if name.startswith(only)}
        total = len(steps) * len(LANGUAGES) * len(THEMES)
        for n, picture in enumerate(draw(page, address, steps, TARGET), 1):
            if sys.stdout.isatty() or n % 100 == 0 or n == total:
                sys.stdout.write(f"\r{n} of {total}")
            for fault in picture.faults:
                bad += 1
                sys.stdout.write(f"\r{picture.file.parent.name} {picture.name}: {fault}\n")
        browser.close()
    (TARGET / "index.html").write_text(index(sorted(steps)), encoding="utf-8")
    sys.stdout.write(f"\n{TARGET / 'index.html'}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
