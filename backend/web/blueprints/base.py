# SPDX-License-Identifier: Apache-2.0
"""The blueprint that all API routes use: flask-smorest, with strict parsing."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser

from backend.web.errors import Problem


class StrictParser(FlaskParser):
    """Reads JSON of any brokenness without falling over; 422 if it is none.

    The library's own reader lets through what Python refuses late: numbers of thousands of digits
    and deep nesting. NaN and Infinity are no JSON at all (RFC 8259, section 6).
    """

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        body = req.get_data()
        if not body:
            return ma.missing
        try:
            return json.loads(body, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise Problem(422, "unreadable", "the body is not JSON", where="json") from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


class ApiBlueprint(Blueprint):
    """A group of routes below /api/v1."""

    # RAISE: a misspelt query parameter is an error, not a surprise.
    ARGUMENTS_PARSER = StrictParser(unknown=ma.RAISE)

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, url_prefix="/api/v1", description=description)
