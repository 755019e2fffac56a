# SPDX-License-Identifier: Apache-2.0
"""Names follow the glossary: one thing, one word; and a wrong word is caught."""

from pathlib import Path

import pytest

from tests.house import glossary
from tests.house.tree import ROOT, plant, told


def test_names_use_the_words_of_the_glossary() -> None:
    faults = list(glossary.name_faults(ROOT))
    assert not faults, told(faults)


@pytest.mark.parametrize("text", [
    "class StockItem: pass",
    "def pick(qty: int) -> int: return qty",
    "for sku in (): pass",
    "total_qty = 1",
    "class Line:\n    product_code: str",
    "def dead_letters(): pass",
    "def f(count: int): pass",
    "self.inventory = 1",
])
def test_a_planted_foreign_word_is_caught(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "backend/domain/a.py", text)
    assert len(list(glossary.name_faults(tmp_path))) == 1


@pytest.mark.parametrize(("name", "text"), [
    ("backend/domain/a.py", "class Count: pass\ndef f(count: Count): pass"),
    ("backend/domain/a.py", "shelf_life_days = 1\nslots = 2\nrows = library.items()"),
    ("backend/domain/a.py", "for name, row in table.items(): pass"),
    ("labels/drawing.py", "item = 1\narea = 2"),
    ("sync/erp/acme/connector.py", "material = 1"),
    ("backend/web/a.py", "item = 1"),
])
def test_an_honest_name_passes(tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert not list(glossary.name_faults(tmp_path))


def test_a_name_is_read_as_its_words() -> None:
    assert glossary.name_parts("PackSizes") == ["pack", "size"]
    assert glossary.name_parts("GS1_AI_TABLE") == ["gs", "1", "ai", "table"]
    assert glossary.name_parts("less_than") == ["less", "than"]
