# SPDX-License-Identifier: Apache-2.0
"""The blueprint that all API routes use: flask-smorest, strict about unknown query fields."""

from __future__ import annotations

from typing import ClassVar

import marshmallow as ma
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser


class StrictParser(FlaskParser):
    """A misspelt query parameter is an error, not a surprise."""

    DEFAULT_UNKNOWN_BY_LOCATION: ClassVar[dict[str, str | None]] = {"json": ma.RAISE, "query": ma.RAISE, "path": ma.RAISE}


class ApiBlueprint(Blueprint):
    """A group of routes below /api/v1."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, url_prefix="/api/v1", description=description)
