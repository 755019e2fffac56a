# SPDX-License-Identifier: Apache-2.0
"""The built app is whole: its pages, worker and manifest name files that are there."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tools.setup import ROOT

DIST = ROOT / "pwa/dist"
LIT_CELL, RACK = (0x6F, 0xD0, 0xF2, 255), (0x0E, 0x14, 0x17, 255)


def missing(addresses: list[str], dist: Path = DIST) -> list[str]:
    """Addresses that the server could not answer from the built files; `/` is index.html."""
    return [one for one in addresses
            if not (dist / (one.lstrip("/") or "index.html")).is_file()]


@pytest.mark.parametrize("page", ["index.html", "board.html", "station.html"])
def test_a_page_names_only_files_that_are_there(page: str) -> None:
    text = (DIST / page).read_text()
    addresses = re.findall(r'(?:href|src)="(/[^"]*)"', text)
    assert any(one.endswith(".js") for one in addresses)
    assert missing(addresses) == []
    assert not re.search(r"%[a-z.]+%", text)


def test_the_worker_keeps_a_shell_that_is_there() -> None:
    text = (DIST / "sw.js").read_text()
    addresses = json.loads(re.search(r'\["/",[^\]]*\]', text)[0])  # type: ignore[index]
    page = (DIST / "index.html").read_text()
    assert missing(addresses) == []
    assert set(re.findall(r'(?:href|src)="(/assets[^"]*)"', page)) <= set(addresses)


def test_the_worker_and_the_pages_are_of_one_build() -> None:
    build = re.search(r'name="build" content="(\w{12})"', (DIST / "index.html").read_text())
    assert build
    assert build[1] in (DIST / "sw.js").read_text()


def test_the_manifest_has_icons_of_the_sizes_it_claims() -> None:
    manifest = json.loads((DIST / "manifest.webmanifest").read_text())
    for icon in manifest["icons"]:
        with Image.open(DIST / icon["src"].lstrip("/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_the_icon_is_the_rack_with_its_middle_cell_lit() -> None:
    with Image.open(DIST / "icons/icon-192.png") as picture:
        assert picture.getpixel((96, 96)) == LIT_CELL
        assert picture.getpixel((96, 16)) == RACK
        assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_file_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    assert missing(["/", "/assets/gone.js"], tmp_path) == ["/assets/gone.js"]
