# SPDX-License-Identifier: Apache-2.0
"""Imports point inwards, the domain is pure, and few may open a socket; each can be broken."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import imports
from tests.house.tree import ROOT, plant, told


def test_every_import_points_the_way_the_architecture_says() -> None:
    faults = list(imports.direction_faults(ROOT))
    assert not faults, told(faults)


def test_the_domain_knows_no_clock_no_chance_and_no_device() -> None:
    faults = list(imports.purity_faults(ROOT))
    assert not faults, told(faults)


def test_only_the_erp_connectors_and_the_label_station_open_sockets() -> None:
    faults = list(imports.socket_faults(ROOT))
    assert not faults, told(faults)


def test_the_pure_rooms_of_the_app_import_nothing_else() -> None:
    faults = list(imports.app_faults(ROOT))
    assert not faults, told(faults)


@pytest.mark.parametrize(("name", "text"), [
    ("backend/domain/a.py", "from backend.store import books"),
    ("backend/domain/a.py", "def f():\n    import backend.limits"),
    ("backend/domain/a.py", "from backend import limits"),
    ("backend/domain/rules/a.py", "from ...store import books"),
    ("backend/store/a.py", "from backend.use_cases import work"),
    ("backend/use_cases/a.py", "import sync.wire"),
    ("backend/use_cases/a.py", "from backend.web import schemas"),
    ("backend/web/a.py", "from backend.store import models"),
    ("backend/web/a.py", "from ..store import models"),
    ("backend/cellar/a.py", "x = 1"),
    ("sync/a.py", "import backend.store"),
    ("sync/a.py", "import labels"),
    ("labels/a.py", "from sync import feed"),
    ("labels/a.py", "from tests import postgres"),
])
def test_a_planted_import_the_wrong_way_is_caught(tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert [fault.path for fault in imports.direction_faults(tmp_path)] == [name]


@pytest.mark.parametrize("text", [
    "import time",
    "from random import Random",
    "import os.path",
    "import flask",
    "from uuid import uuid4",
    "from importlib.resources import files",
    "from datetime import datetime\nat = datetime.now()",
    "import uuid\nname = uuid.uuid4()",
    "text = open('a').read()",
    "def f(path):\n    return path.read_text()",
])
def test_a_planted_impurity_is_caught(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "backend/domain/a.py", text)
    assert list(imports.purity_faults(tmp_path))


def test_the_domain_may_use_the_calm_part_of_the_standard_library(tmp_path: Path) -> None:
    plant(tmp_path, "backend/domain/a.py",
          "import re\nfrom datetime import datetime\nfrom uuid import UUID\n"
          "from backend.domain.parts import Part\n")
    assert not list(imports.purity_faults(tmp_path))
    assert not list(imports.direction_faults(tmp_path))


@pytest.mark.parametrize(("name", "text"), [
    ("sync/feed.py", "import socket"),
    ("backend/use_cases/a.py", "from httpx import Client"),
    ("backend/web/auth.py", "from urllib.request import urlopen"),
    ("backend/web/auth.py", "from urllib import request"),
    ("labels/queue.py", "import socket"),
    ("backend/web/a.py", "import numpy as np"),
])
def test_a_planted_socket_is_caught(tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert [fault.path for fault in imports.socket_faults(tmp_path)] == [name]


def test_connectors_and_the_station_may_open_sockets(tmp_path: Path) -> None:
    plant(tmp_path, "sync/erp/acme/connector.py", "import httpx\n")
    plant(tmp_path, "labels/station.py", "import socket\n")
    assert not list(imports.socket_faults(tmp_path))


@pytest.mark.parametrize(("name", "text"), [
    ("pwa/src/domain/a.ts", "import { open } from '../store/db.ts'\n"),
    ("pwa/src/domain/a.ts", "import {\n  signal,\n} from '@preact/signals'\n"),
    ("pwa/src/flow/a.ts", "export { beep } from '../device/beep.ts'\n"),
    ("pwa/src/flow/a.ts", "const lazy = () => import('../ui/chart.tsx')\n"),
    ("pwa/src/domain/a.ts", "import 'preact'\n"),
    ("pwa/src/ui/a.ts", "import { a } from './b'\n"),
])
def test_a_planted_import_out_of_the_apps_pure_rooms_is_caught(
        tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert [fault.path for fault in imports.app_faults(tmp_path)] == [name]


# A program whose imports of what speaks HTTP, SQL or to a browser fail; it collects tests.
WITHOUT = """
import sys
for name in ("flask", "sqlalchemy", "psycopg", "marshmallow", "werkzeug", "playwright"):
    sys.modules[name] = None
import pytest
sys.exit(pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def collected(*paths: Path) -> subprocess.CompletedProcess[str]:
    """What a run without them says."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_rules_are_tested_without_flask_and_without_sql() -> None:
    ran = collected(ROOT / "tests/domain")
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    assert "tests collected" in ran.stdout


def test_a_test_of_a_rule_that_wants_a_database_is_seen(tmp_path: Path) -> None:
    wants = tmp_path / "test_rule.py"
    wants.write_text("import sqlalchemy\n\ndef test_it():\n    assert sqlalchemy\n", "utf-8")
    ran = collected(wants)
    assert ran.returncode != 0
    assert "sqlalchemy" in ran.stdout
