# SPDX-License-Identifier: Apache-2.0
"""The only reader of data files in this room: facts that lie beside the code, read when it loads.

Each file of `tables/` says what it is and where its facts come from.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def table(*names: str) -> Any:
    """The JSON of a file in `backend/domain/tables`; folders before the file's name."""
    path = files("backend.domain").joinpath("tables", *names)
    return json.loads(path.read_text(encoding="utf-8"))
