# SPDX-License-Identifier: Apache-2.0
"""The printed tray: one page, and a reader sees on it exactly the barcodes of the tour."""

from __future__ import annotations

from datetime import date

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp

from backend.demo.site import demo_site
from backend.web.tray_sheet import tray_sheet

DPI = 400
TRAY = demo_site(today=date(2026, 11, 23)).tray
ITEMS = [item for group in TRAY["groups"] for item in group["items"]]


def said(data: str) -> str:
    """The characters of an item without the symbology identifier."""
    return data[3:] if data.startswith("]") else data


def test_a_scanner_reads_every_barcode_of_the_tour_from_one_sheet() -> None:
    pages = pypdfium2.PdfDocument(tray_sheet(TRAY))
    assert len(pages) == 1
    image = pages[0].render(scale=DPI / 72, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(image)
    assert {said(item["data"]).encode() for item in ITEMS} == {bytes(one.bytes) for one in found}
    plates = [one for one in found if one.symbology_identifier == "]C1"]
    assert len(plates) == len([item for item in ITEMS if item["data"].startswith("]C1")])
    assert "]d2" in {one.symbology_identifier for one in found}


def test_the_sheet_says_titles_labels_and_hints() -> None:
    page = pypdfium2.PdfDocument(tray_sheet(TRAY))[0]
    words = " ".join(page.get_textpage().get_text_bounded().split())
    for text in [group["title"] for group in TRAY["groups"]] + [one["label"] for one in ITEMS]:
        assert text.split()[0] in words
    assert "18 of FLT-00318" in words


def test_the_same_tray_gives_the_same_sheet() -> None:
    assert tray_sheet(TRAY) == tray_sheet(TRAY)
