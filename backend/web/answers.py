# SPDX-License-Identifier: Apache-2.0
"""Answers written by us, not by a schema: a schema that dumps costs more than the work itself.

The schemas still document the answers; a test holds the two together.
"""

from __future__ import annotations

import gzip
import json
from typing import Any

from flask import Response, request

GZIP_FROM_BYTES = 2_048  # below this a compressed answer saves no packet
GZIP_LEVEL = 5


def as_json(body: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(to_text(body), status, mimetype="application/json")


def to_text(body: Any) -> str:
    """JSON without blanks."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def compressed(response: Response) -> Response:
    """The answer, compressed if it is long and the caller can read it."""
    text = response.get_data()
    response.vary.add("Accept-Encoding")
    if len(text) >= GZIP_FROM_BYTES and "gzip" in request.accept_encodings:
        response.set_data(gzip.compress(text, GZIP_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
