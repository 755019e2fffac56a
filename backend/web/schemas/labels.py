# SPDX-License-Identifier: Apache-2.0
"""Labels: templates, printers, previews and print jobs."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from backend.limits import LABEL_COPIES_MAX, LABEL_FIELDS_MAX, LABEL_ROWS_MAX
from backend.web.printing import IDENTITY, Printer
from backend.web.schemas.fields import Id, Schema, Text, Whole, instant
from backend.web.schemas.paging import page_of
from labels import PrintJob, Template

NAMES = sorted(IDENTITY)
FIELD_CHARACTERS_MAX = 128  # the longest field of a shipped template has 60


def label_data(**more: Any) -> fields.Dict:
    """The fields of one label by name."""
    return fields.Dict(
        keys=Text(most=40),
        values=Text(least=0, most=FIELD_CHARACTERS_MAX),
        validate=validate.Length(max=LABEL_FIELDS_MAX),
        **more,
    )


class TemplateFieldSchema(Schema):
    """A field that the caller gives; `length_max` in characters."""

    name = fields.String(required=True)
    required = fields.Boolean(required=True)
    length_max = fields.Integer(required=True)


class TemplateSchema(Schema):
    """A template; sizes in micrometres."""

    name = fields.String(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    width_um = fields.Integer(required=True)
    height_um = fields.Integer(required=True)
    identity = fields.String(
        required=True, metadata={"description": "the field that says which thing it is of"}
    )
    fields_ = fields.List(
        fields.Nested(TemplateFieldSchema), required=True, data_key="fields"
    )
    sample = fields.Dict(required=True)


class TemplatesSchema(Schema):
    """Every template that a station offers."""

    items = fields.List(fields.Nested(TemplateSchema), required=True)


class PrinterSchema(Schema):
    """A printer; `kind` is browser, file or tcp."""

    name = fields.String(required=True)
    kind = fields.String(required=True)
    format = fields.String(required=True)
    dpi = fields.Integer(required=True)


class PrintersSchema(Schema):
    """Every printer of the site."""

    items = fields.List(fields.Nested(PrinterSchema), required=True)


class LabelQuerySchema(Schema):
    """A template, and the thing as scanned or typed."""

    template = fields.String(required=True, validate=validate.OneOf(NAMES))
    code = Text(required=True)


class LabelDataSchema(Schema):
    """What the books say; `data` is null when they know no such thing."""

    code = fields.String(required=True)
    data = fields.Dict(required=True, allow_none=True)


class PreviewSchema(Schema):
    """A label to look at."""

    template = fields.String(required=True, validate=validate.OneOf(NAMES))
    data = label_data(required=True)


class FaultSchema(Schema):
    """Why a label cannot be made or a job not changed: a name, and the element or field."""

    code = fields.String(required=True)
    element = fields.String(required=True)
    detail = fields.String(required=True)
    field = fields.String(
        required=True, metadata={"description": "the field of the data to put right, or empty"}
    )


class PreviewedSchema(Schema):
    """The picture, or why there is none. Exactly one of both is given."""

    svg = fields.String(required=True, allow_none=True)
    fault = fields.Nested(FaultSchema, required=True, allow_none=True)


class PrintSchema(Schema):
    """What to print: `data` for one label or `rows` for several; `copies` of each."""

    template = fields.String(required=True, validate=validate.OneOf(NAMES))
    data = label_data(load_default=None)
    rows = fields.List(
        label_data(), load_default=None, validate=validate.Length(min=1, max=LABEL_ROWS_MAX)
    )
    printer = Text(required=True, most=40)
    copies = Whole(least=1, most=LABEL_COPIES_MAX, load_default=1)
    request_key = Id(required=True, most=128)

    @ma.validates_schema
    def one_way(self, given: dict[str, Any], **_: Any) -> None:
        """Either one label or several."""
        if (given.get("data") is None) == (given.get("rows") is None):
            raise ma.ValidationError("give either data or rows", "data")


class JobSchema(Schema):
    """A print job. `sent` means that the printer took it, not that paper came out."""

    id = fields.String(required=True)
    state = fields.String(required=True)
    printer = fields.String(required=True)
    kind = fields.String(required=True)
    template = fields.String(required=True)
    identity = fields.String(required=True)
    copy_no = fields.Integer(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    detail = fields.String(required=True)
    attempt = fields.Integer(required=True)
    requested_by = fields.String(required=True)
    created_at = fields.String(required=True)


JobPageSchema = page_of(JobSchema)


class JobAnswerSchema(Schema):
    """The job as it now is, or why nothing changed. A refusal is an answer, not an error."""

    job = fields.Nested(JobSchema, required=True, allow_none=True)
    fault = fields.Nested(FaultSchema, required=True, allow_none=True)


class ConfirmSchema(Schema):
    """The label as scanned, or null when somebody only saw it."""

    scan = Text(load_default=None)


class NothingSchema(Schema):
    """No fields."""


class ReasonSchema(Schema):
    """Why."""

    reason = Text(required=True, most=200)


class ReprintSchema(ReasonSchema):
    """Why once more, and the key under which it is asked for."""

    request_key = Id(required=True, most=128)


def template_body(template: Template) -> dict[str, Any]:
    """A template as the station reads it."""
    return {
        "name": template.name,
        "version": template.version,
        "title": template.title,
        "width_um": template.width,
        "height_um": template.height,
        "identity": IDENTITY[template.name],
        "fields": [
            {"name": one.name, "required": one.required, "length_max": one.length_max}
            for one in template.fields
        ],
        "sample": dict(template.sample),
    }


def printer_body(printer: Printer) -> dict[str, Any]:
    """A printer; where exactly it stands is nobody's business."""
    return {
        "name": printer.name, "kind": printer.kind, "format": printer.fmt, "dpi": printer.dpi,
    }


def job_body(job: PrintJob) -> dict[str, Any]:
    """A job without its bytes."""
    return {
        "id": job.id,
        "state": str(job.state),
        "printer": job.station,
        "kind": job.target.partition(":")[0],
        "template": job.template,
        "identity": job.identity,
        "copy_no": job.copy_no,
        "parent_id": job.parent_id,
        "reason": job.reason,
        "detail": job.detail,
        "attempt": job.attempt,
        "requested_by": job.requested_by,
        "created_at": instant(job.created_at),
    }
