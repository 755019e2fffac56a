# SPDX-License-Identifier: Apache-2.0
"""The blueprint that all API routes use: flask-smorest, strict about unknown query fields."""

from __future__ import annotations

import marshmallow as ma
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser


class ApiBlueprint(Blueprint):
    """A group of routes below /api/v1."""

    # A misspelt query parameter is an error, not a surprise.
    ARGUMENTS_PARSER = FlaskParser(unknown=ma.RAISE)

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, url_prefix="/api/v1", description=description)
