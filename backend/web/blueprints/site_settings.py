# SPDX-License-Identifier: Apache-2.0
"""What the site has set, and who set it. A change is the request `policy_change`."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.web.answers import as_json
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import turned
from backend.web.schemas.paging import PageQuerySchema
from backend.web.schemas.settings import SettingsChangePageSchema, SettingsSchema
from backend.web.wiring import services

blueprint = ApiBlueprint("site_settings", "Settings of the site")


@blueprint.route("/settings", methods=["GET"])
@blueprint.response(200, SettingsSchema)
@allow("supervisor", "admin")
def list_settings() -> Response:
    """Every setting with its value, its default and what may be set"""
    return as_json(services().policy.settings(this_device().site))


@blueprint.route("/settings/changes", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, SettingsChangePageSchema)
@allow("supervisor", "admin")
def list_settings_changes(query: dict[str, Any]) -> Response:
    """Who set what and when, the latest first"""
    return turned(
        lambda site: services().policy.changes(site, query["after"], query["limit"])
    )
