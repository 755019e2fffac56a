# SPDX-License-Identifier: Apache-2.0
"""Documents out to the ERP, and partners' files in."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from backend.web.answers import as_json, compressed
from backend.web.auth import allow, this_actor
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import turned
from backend.web.errors import Problem
from backend.web.schemas.erp import (
    EDI_CHARACTERS_MAX,
    EdiSchema,
    ErpDocumentPageSchema,
    ImportReportSchema,
    ResendSchema,
    ResentSchema,
)
from backend.web.schemas.paging import PageQuerySchema
from backend.web.wiring import services

BODY_BYTES_MAX = 3 * EDI_CHARACTERS_MAX  # JSON may escape what the text holds

blueprint = ApiBlueprint("erp", "ERP documents and partners' files")


@blueprint.before_request
def allow_files() -> None:
    """A file may be bigger than other requests."""
    request.max_content_length = BODY_BYTES_MAX


@blueprint.route("/erp/documents", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, ErpDocumentPageSchema)
@allow("supervisor", "admin")
def list_documents(page: dict[str, Any]) -> Response:
    """What the ERP is told, in the order of the operations"""
    after, limit = page["after"], page["limit"]
    return compressed(
        turned(lambda site: services().reads.erp_documents(site, after, limit))
    )


@blueprint.route("/erp/documents/retry", methods=["POST"])
@blueprint.arguments(ResendSchema)
@blueprint.response(200, ResentSchema)
@allow("supervisor", "admin")
def retry_document(given: dict[str, Any]) -> Response:
    """Send a refused document again; the ERP is first asked whether it has it"""
    return as_json({"resent": services().resend(given["key"])})


@blueprint.route("/imports/edi", methods=["POST"])
@blueprint.arguments(EdiSchema)
@blueprint.response(200, ImportReportSchema)
@allow("supervisor", "admin")
def import_edi(given: dict[str, Any]) -> Response:
    """Import an X12 file (856, 940) whole or not at all; twice is once"""
    data = given["text"].encode("utf-8", "surrogatepass")
    if len(data) > EDI_CHARACTERS_MAX:
        raise Problem(413, "too_large", f"at most {EDI_CHARACTERS_MAX} bytes", where="text")
    actor, _ = this_actor()
    report = services().import_edi(
        data, site=actor.site, actor=actor.id, now=services().clock(), dry_run=given["dry_run"]
    )
    return as_json(report.to_json())
