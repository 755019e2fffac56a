# SPDX-License-Identifier: Apache-2.0
"""Push, pull and online requests. HTTP speaks of the envelope; the outcome is in the answer."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from backend.domain.identity import Actor
from backend.domain.operations import Envelope, parse_envelope
from backend.limits import PUSH_BYTES_MAX, PUSH_OPERATIONS_MAX
from backend.web.answers import as_json, compressed, to_text
from backend.web.auth import allow, asking, this_actor, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.errors import Problem
from backend.web.metrics import METRICS_KEY, Metrics
from backend.web.printing import KEY as PRINTING_KEY
from backend.web.schemas.sync import (
    ClaimSchema,
    OnlineRequestSchema,
    PullQuerySchema,
    PullReplySchema,
    PushReplySchema,
    PushSchema,
    ResultSchema,
    SignInKeys,
    pull_request,
    push_body,
    result_body,
)
from backend.web.wiring import services
from sync.wire import (
    BadCursor,
    EpochChanged,
    FeedRow,
    Forked,
    PullReply,
    PushRequest,
    SentOperation,
)

PROTOCOL = 1

blueprint = ApiBlueprint("sync", "Operations in, changes out")


@blueprint.route("/sync/push", methods=["POST"])
@blueprint.arguments(PushSchema)
@blueprint.response(200, PushReplySchema)
@allow("any_device")
def push(given: tuple[int, PushRequest]) -> Response:
    """Hand in what this device recorded; the same bytes may be sent as often as needed"""
    version, batch = given
    device, now = this_device(), services().clock()
    _check_envelope(version, batch, device.site)
    reply = services().intake.push(device=device, request=batch, now=now)
    if isinstance(reply, EpochChanged):
        raise _epoch_changed(reply)
    if isinstance(reply, Forked):
        message = "this installation was copied: make a new one, keep the operations' ids"
        raise Problem(409, "fork", message, expected_seq=reply.expected_seq)
    figures: Metrics = current_app.extensions[METRICS_KEY]
    for result in reply.results:
        figures.answered(result.outcome, result.replayed)
    if any((result.detail or {}).get("labels") for result in reply.results):
        current_app.extensions[PRINTING_KEY].wish()
    return as_json(push_body(reply, services().clock()))


def _check_envelope(version: int, batch: PushRequest, site: str) -> None:
    if version != PROTOCOL:
        raise Problem(426, "protocol_unknown", f"this server speaks version {PROTOCOL}",
                      headers={"Upgrade": f"pickface/{PROTOCOL}"})
    if batch.site != site:
        raise Problem(422, "site_mismatch", "this device belongs to another site", where="site")
    if len(batch.operations) > PUSH_OPERATIONS_MAX:
        raise Problem(413, "too_large", f"at most {PUSH_OPERATIONS_MAX} operations", where="ops")
    if sum(len(one.text.encode()) for one in batch.operations) > PUSH_BYTES_MAX:
        raise Problem(413, "too_large", f"at most {PUSH_BYTES_MAX} bytes", where="ops")


def _epoch_changed(reply: EpochChanged) -> Problem:
    message = "the server was restored: send again from the oldest operation kept"
    return Problem(409, "epoch_changed", message, epoch=reply.epoch)


@blueprint.route("/sync/pull", methods=["GET"])
@blueprint.arguments(PullQuerySchema, location="query")
@blueprint.response(200, PullReplySchema)
@allow("device")
def pull(query: dict[str, Any]) -> Response:
    """Rows that changed since a version, ordered by version, topic and key"""
    device, actor = this_device(), asking().actor
    roles = actor.roles if actor else frozenset()
    reply = services().feed.pull(
        device=device, roles=roles, request=pull_request(device.site, query)
    )
    if isinstance(reply, EpochChanged):
        raise _epoch_changed(reply)
    if isinstance(reply, BadCursor):
        raise Problem(422, "unreadable", "not a cursor of this feed", where="after")
    return compressed(Response(_pull_text(reply), mimetype="application/json"))


def _pull_text(reply: PullReply) -> str:
    """Bodies are JSON text already; they are put in as they are."""
    rows = ",".join(_row_text(row) for row in reply.rows)
    head = to_text({"epoch": reply.epoch, "version": reply.version, "next": reply.next})
    return f'{head[:-1]},"rows":[{rows}]}}'


def _row_text(row: FeedRow) -> str:
    head = to_text({"topic": row.topic, "key": row.key, "version": row.version})
    return f'{head[:-1]},"body":{"null" if row.body is None else row.body}}}'


@blueprint.route("/requests", methods=["POST"])
@blueprint.arguments(OnlineRequestSchema)
@blueprint.response(200, ResultSchema)
@allow("actor")
def ask(given: tuple[SentOperation, SignInKeys | None]) -> Response:
    """Ask for what needs a role and a connection; being declined is an answer, not an error"""
    operation, keys = given
    actor, sign_in = this_actor()
    _check_witness(operation, keys)
    result = services().intake.request(
        device=this_device(), actor=actor, sign_in=sign_in, operation=operation,
        now=services().clock(),
    )
    return as_json(result_body(result))


def _check_witness(operation: SentOperation, keys: SignInKeys | None) -> None:
    """A witness is who says so with badge and PIN: a name alone was chosen by somebody else."""
    envelope = parse_envelope(operation.text)
    named = envelope.body.get("witness") if isinstance(envelope, Envelope) else None
    if not named:
        return
    missing = Problem(403, "witness_unproven", "the witness confirms with badge and PIN")
    if keys is None:
        raise missing
    proven = services().people.confirm(this_device(), *keys)
    if isinstance(proven, Actor):
        if proven.id != named:
            raise missing
        return
    if proven.wait_s:
        wait = {"Retry-After": str(proven.wait_s)}
        raise Problem(429, "pin_wait", f"wait {proven.wait_s} s, then try again", headers=wait)
    raise Problem(403, "pin_locked", "too many wrong PINs") if proven.locked else missing


@blueprint.route("/claims", methods=["POST"])
@blueprint.arguments(ClaimSchema)
@blueprint.response(200, ResultSchema)
@allow("device")
def claim(operation: SentOperation) -> Response:
    """Say who begins to pick an order, also after a sign-in that was made without network"""
    result = services().intake.claim(
        device=this_device(), operation=operation, now=services().clock()
    )
    return as_json(result_body(result))
