# SPDX-License-Identifier: Apache-2.0
"""Dangerous goods: what may stand beside what, in which packs, and how much of it in a zone."""

from backend.domain.hazmat.inner_limits import InnerLimit, inner_limit, is_limited_quantity
from backend.domain.hazmat.segregation import Segregation, conflict, may_share, segregation
from backend.domain.hazmat.table import DIVISIONS, EDITIONS, Division, Edition
from backend.domain.hazmat.zone_limits import Excess, ZoneLimit, over_limits

__all__ = [
    "DIVISIONS", "EDITIONS", "Division", "Edition", "Excess", "InnerLimit", "Segregation",
    "ZoneLimit", "conflict", "inner_limit", "is_limited_quantity", "may_share", "over_limits",
    "segregation",
]  # fmt: skip
