# SPDX-License-Identifier: Apache-2.0
"""Hold rules of the site. One is told, changed and ended by the request `hold_rule`."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import turned
from backend.web.schemas.paging import PageQuerySchema
from backend.web.schemas.quality import (
    HoldRuleChangePageSchema,
    HoldRuleChangesQuerySchema,
    HoldRulePageSchema,
    RecallReachQuerySchema,
    RecallReachSchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("quality", "Hold rules")


@blueprint.route("/hold-rules", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, HoldRulePageSchema)
@allow("supervisor", "admin")
def list_hold_rules(query: dict[str, Any]) -> Response:
    """Hold rules by name, those that ended too"""
    return turned(
        lambda site: services().desk.hold_rules(site, query["after"], query["limit"])
    )


@blueprint.route("/hold-rules/changes", methods=["GET"])
@blueprint.arguments(HoldRuleChangesQuerySchema, location="query")
@blueprint.response(200, HoldRuleChangePageSchema)
@allow("supervisor", "admin")
def list_hold_rule_changes(query: dict[str, Any]) -> Response:
    """Who changed a hold rule, when and why, the latest first"""
    return turned(
        lambda site: services().desk.hold_rule_changes(
            site, query["rule"], query["after"], query["limit"]
        )
    )


@blueprint.route("/hold-rules/reach", methods=["GET"])
@blueprint.arguments(RecallReachQuerySchema, location="query")
@blueprint.response(200, RecallReachSchema)
@allow("supervisor", "admin")
def recall_reach(query: dict[str, Any]) -> Response:
    """What a recall of all that came from a supplier would hit now"""
    return as_json(services().desk.recall_reach(this_device().site, query["supplier"]))
