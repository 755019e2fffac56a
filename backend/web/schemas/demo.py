# SPDX-License-Identifier: Apache-2.0
"""The scan tray of a demo site."""

from __future__ import annotations

from marshmallow import fields

from backend.web.schemas.fields import Schema


class TrayItemSchema(Schema):
    """One barcode: `data` is what a scanner would send."""

    label = fields.String(required=True)
    data = fields.String(required=True)
    hint = fields.String(required=True)


class TrayGroupSchema(Schema):
    """The barcodes of one step of the tour; offered in their order in these `flows`."""

    title = fields.String(required=True)
    flows = fields.List(fields.String(), required=True)
    items = fields.List(fields.Nested(TrayItemSchema), required=True)


class TraySchema(Schema):
    """All of them, in the order of the tour."""

    groups = fields.List(fields.Nested(TrayGroupSchema), required=True)
