# SPDX-License-Identifier: Apache-2.0
"""The journal, for supervisors."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json, compressed
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import page_of, the
from backend.web.schemas.journal import (
    JournalEntrySchema,
    JournalPageSchema,
    JournalQuerySchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("journal", "What was told and what became of it")


@blueprint.route("/journal", methods=["GET"])
@blueprint.arguments(JournalQuerySchema, location="query")
@blueprint.response(200, JournalPageSchema)
@allow("supervisor", "admin")
def list_journal(query: dict[str, Any]) -> Response:
    """Operations, the latest first"""
    return compressed(page_of(services().reads.journal, query, "outcome", "device"))


@blueprint.route("/journal/<op_id>", methods=["GET"])
@blueprint.response(200, JournalEntrySchema)
@allow("supervisor", "admin")
def get_entry(op_id: str) -> Response:
    """One operation with its bytes and its moves"""
    found = services().reads.journal_line(this_device().site, the(op_id))
    return compressed(as_json(the(found, "no such operation")))
