# SPDX-License-Identifier: Apache-2.0
"""All kinds of spreadsheets that are read, by the names that `flask import-csv` calls them."""
from __future__ import annotations

from typing import Literal

from sync.erp.files import csv_columns, csv_returns

KindName = Literal[
    "parts", "locations", "suppliers", "customers", "supersessions", "substitutes", "cartons",
    "stock", "checklists", "faces", "authorizations", "deposits", "claims", "core-groups",
    "core-checks", "reman-orders", "vendor-credits"]
KINDS = {**csv_columns.KINDS, **csv_returns.KINDS}
