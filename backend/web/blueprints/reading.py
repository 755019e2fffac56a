# SPDX-License-Identifier: Apache-2.0
"""How every reading route answers: a page of what fits, or one thing, or 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response

from backend.use_cases.reads import BadCursor, Page
from backend.web.answers import as_json
from backend.web.auth import this_device
from backend.web.errors import Problem

T = TypeVar("T")


def page_of(
    read: Callable[[str, dict[str, str], str | None, int], Page],
    query: dict[str, Any],
    *names: str,
) -> Response:
    """A page of rows that fit the given fields of the query."""
    wanted = {name: query[name] for name in names if name in query}
    return turned(lambda site: read(site, wanted, query["after"], query["limit"]))


def turned(read: Callable[[str], Page]) -> Response:
    """The answer for a page of this device's site. 422 for a cursor that is not ours."""
    try:
        return as_json(read(this_device().site).body())
    except BadCursor as error:
        raise Problem(422, "unreadable", "not a cursor of this list", where="after") from error


def the(found: T | None, missing: str = "no such thing") -> T:
    """What was found or named; 404 when there is none, or when no database could hold its name."""
    if found is None or (isinstance(found, str) and "\x00" in found):
        raise Problem(404, "not_found", missing)
    return found
