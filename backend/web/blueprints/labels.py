# SPDX-License-Identifier: Apache-2.0
"""The label station: what can be printed, where, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, current_app

import labels
from backend.domain.barcode import candidates, parse
from backend.web.answers import as_json
from backend.web.auth import allow, this_actor
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.printing import IDENTITY, KEY, Printing, Wanted
from backend.web.schemas.labels import (
    ConfirmSchema,
    JobAnswerSchema,
    JobPageSchema,
    LabelDataSchema,
    LabelQuerySchema,
    NothingSchema,
    PreviewedSchema,
    PreviewSchema,
    PrintersSchema,
    PrintSchema,
    ReasonSchema,
    ReprintSchema,
    TemplatesSchema,
    job_body,
    printer_body,
    template_body,
)
from backend.web.schemas.paging import PageQuerySchema
from labels import LabelError, PrintJob, Refusal

MIME = {b"%PDF": "application/pdf", b"<svg": "image/svg+xml"}

blueprint = ApiBlueprint("labels", "Labels and the printers that make them")


def printing() -> Printing:
    """The printers of the site at which whoever asks works."""
    found: Printing = current_app.extensions[KEY]
    if this_actor()[0].site != found.site:
        raise Problem(404, "not_found", "this server prints for another site")
    return found


@blueprint.route("/labels/templates", methods=["GET"])
@blueprint.response(200, TemplatesSchema)
@allow("actor")
def templates() -> Response:
    """Templates that a station offers, with a sample of each"""
    offered = [one for one in labels.templates() if one.name in IDENTITY]
    return as_json({"items": [template_body(one) for one in offered]})


@blueprint.route("/printers", methods=["GET"])
@blueprint.response(200, PrintersSchema)
@allow("actor")
def printers() -> Response:
    """Printers of this site"""
    return as_json({"items": [printer_body(one) for one in printing().printers]})


@blueprint.route("/labels/data", methods=["GET"])
@blueprint.arguments(LabelQuerySchema, location="query")
@blueprint.response(200, LabelDataSchema)
@allow("actor")
def data(query: dict[str, str]) -> Response:
    """What the books say about the thing that a label is for, as scanned or typed"""
    actor, _ = this_actor()
    code = plain_code(query["code"])
    found = printing().facts.data(actor.site, query["template"], code)
    return as_json({"code": code, "data": found})


@blueprint.route("/labels/preview", methods=["POST"])
@blueprint.arguments(PreviewSchema)
@blueprint.response(200, PreviewedSchema)
@allow("actor")
def preview(given: dict[str, Any]) -> Response:
    """The label as it will look, or what is wrong with its data"""
    try:
        if not _is_sample(given["template"], given["data"]):
            printing().check(given["template"], given["data"])
        svg = labels.render(given["template"], given["data"], "svg").decode()
    except LabelError as error:
        return as_json({"svg": None, "fault": _fault(error)})
    return as_json({"svg": svg, "fault": None})


@blueprint.route("/labels/jobs", methods=["POST"])
@blueprint.arguments(PrintSchema)
@blueprint.response(200, JobAnswerSchema)
@allow("actor")
def print_labels(given: dict[str, Any]) -> Response:
    """Queue labels; the same request key again gives the same job"""
    actor, _ = this_actor()
    rows = tuple(given["rows"] or [given["data"]])
    wanted = Wanted(
        given["template"], rows, given["printer"], given["copies"], given["request_key"], actor.id
    )
    try:
        return _answer(printing().ask(wanted))
    except LabelError as error:
        return as_json({"job": None, "fault": _fault(error)})


@blueprint.route("/labels/jobs", methods=["GET"])
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, JobPageSchema)
@allow("actor")
def jobs(page: dict[str, Any]) -> Response:
    """Print jobs, the newest first"""
    printing().start()  # what waits since before a restart goes on with the first look
    found, following = printing().jobs.page(page["after"], page["limit"])
    return as_json({"items": [job_body(one) for one in found], "next": following})


@blueprint.route("/labels/jobs/<id>/content", methods=["GET"])
@blueprint.response(200, content_type="application/pdf")
@allow("actor")
def content(id: str) -> Response:
    """The finished bytes of a job: PDF for the browser, else what the printer gets"""
    job = _job(id)
    mime = MIME.get(job.content[:4], "text/plain")
    return Response(job.content, mimetype=mime)


@blueprint.route("/labels/jobs/<id>/confirm", methods=["POST"])
@blueprint.arguments(ConfirmSchema)
@blueprint.response(200, JobAnswerSchema)
@allow("actor")
def confirm(given: dict[str, str | None], id: str) -> Response:
    """It came out: scanned, or seen. A plain code is no scan of a label: hands type it, too"""
    job, scan = _job(id), given["scan"]
    if scan is not None and plain_code(scan) != job.identity:
        refused = Refusal("job.other_label", f"that is {plain_code(scan)}, not {job.identity}")
        return _answer(refused)
    if scan is not None and scan.strip().upper() == job.identity:
        return _answer(Refusal("job.not_scanned", "a code without its symbol proves no print"))
    return _answer(printing().confirm(job))


@blueprint.route("/labels/jobs/<id>/not_there", methods=["POST"])
@blueprint.arguments(NothingSchema)
@blueprint.response(200, JobAnswerSchema)
@allow("actor")
def not_there(_: dict[str, str], id: str) -> Response:
    """Somebody looked: it did not come out"""
    return _answer(printing().not_there(_job(id)))


@blueprint.route("/labels/jobs/<id>/reprint", methods=["POST"])
@blueprint.arguments(ReprintSchema)
@blueprint.response(200, JobAnswerSchema)
@allow("actor")
def reprint(given: dict[str, str], id: str) -> Response:
    """Once more, with the next copy number, and why"""
    actor, _ = this_actor()
    key, why = given["request_key"], given["reason"]
    return _answer(printing().reprint(_job(id), key, actor.id, why))


@blueprint.route("/labels/jobs/<id>/cancel", methods=["POST"])
@blueprint.arguments(ReasonSchema)
@blueprint.response(200, JobAnswerSchema)
@allow("actor")
def cancel(given: dict[str, str], id: str) -> Response:
    """It must not be printed"""
    return _answer(printing().cancel(_job(id), given["reason"]))


@blueprint.route("/labels/jobs/<id>/hand_over", methods=["POST"])
@blueprint.arguments(NothingSchema)
@blueprint.response(200, JobAnswerSchema)
@allow("actor")
def hand_over(_: dict[str, str], id: str) -> Response:
    """This window prints a browser's job; no other window does"""
    return _answer(printing().hand_over(_job(id)))


def plain_code(scanned: str) -> str:
    """The code that a scan or a hand meant: `.LA07-032-CK` and `a07-032-c` are one place."""
    # The year only matters for dates, which no label is identified by.
    found = candidates(parse(scanned), 2000)
    value = getattr(found[0], "value", None) if found else None
    return (value if isinstance(value, str) else scanned).strip().upper()


def _job(id: str) -> PrintJob:
    job = printing().jobs.get(id)
    if job is None:
        raise Problem(404, "not_found", "no such print job")
    return job


def _answer(result: PrintJob | Refusal) -> Response:
    if isinstance(result, Refusal):
        fault = {"code": result.code, "element": "-", "detail": result.detail, "field": ""}
        return as_json({"job": None, "fault": fault})
    return as_json({"job": job_body(result), "fault": None})


def _is_sample(template: str, data: dict[str, str]) -> bool:
    """A template's own sample shows what it looks like, at a site with other bins too."""
    return any(one.name == template and data == one.sample for one in labels.templates())


def _fault(error: LabelError) -> dict[str, str]:
    fault = error.fault
    return asdict(fault)
