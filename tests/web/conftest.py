# SPDX-License-Identifier: Apache-2.0
"""Floors for the tests of the web."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import sqlite_template, sqlite_url
from tests.web.floor import Floor

__all__ = ["sqlite_template", "sqlite_url"]

MakeFloor = Callable[..., Floor]


@pytest.fixture
def make_floor(sqlite_url: str, tmp_path: Path) -> Iterator[MakeFloor]:
    """Opens a floor with other settings: make_floor(PICKFACE_DEMO="1")."""
    opened: list[Floor] = []

    def make(services: dict[str, Any] | None = None, **config: str) -> Floor:
        opened.append(Floor(sqlite_url, tmp_path, config, **(services or {})))
        return opened[-1]

    yield make
    for floor in opened:
        floor.close()


@pytest.fixture
def floor(make_floor: MakeFloor) -> Floor:
    """A floor with ordinary settings."""
    return make_floor()
