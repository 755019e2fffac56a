# SPDX-License-Identifier: Apache-2.0
"""Push, pull and online requests: the shapes of docs/concepts/operations.md.

Only the envelope of the request is judged here. What an operation's text holds is intake's
business, and never a reason for an HTTP error.
"""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from backend.domain.identity import QueueReport
from backend.limits import CURSOR_CHARACTERS_MAX, PAGE_ROWS_MAX, PUSH_BYTES_MAX
from backend.web.schemas.fields import Id, Instant, QueryWhole, Schema, Text, Whole, instant
from backend.web.schemas.session import SignInSchema
from sync.wire import OperationResult, PullRequest, PushReply, PushRequest, SentOperation

SHA256_HEX = r"^[0-9a-f]{64}\Z"


class QueueReportSchema(Schema):
    """What the device says of its queue."""

    pending = Whole(required=True)
    oldest_at = Instant(required=True, allow_none=True)
    last_seq = Whole(required=True)

    @ma.post_load
    def make(self, data: dict[str, Any], **_: Any) -> QueueReport:
        return QueueReport(**data)


class SentOperationSchema(Schema):
    """One operation; `op` is its JSON text, byte for byte as written on the device."""

    seq = Whole(least=1, required=True)
    op_id = Id(required=True)
    hash = fields.String(required=True, validate=validate.Regexp(SHA256_HEX))
    op = Text(required=True, most=PUSH_BYTES_MAX)

    @ma.post_load
    def make(self, data: dict[str, Any], **_: Any) -> SentOperation:
        return SentOperation(data["seq"], data["op_id"], data["hash"], data["op"])


class PushSchema(Schema):
    """A batch."""

    v = Whole(least=1, required=True)
    site = Id(required=True)
    epoch = Id(required=True, allow_none=True)
    stored_through = Whole(required=True)
    sent_at = Instant(required=True)
    queue = fields.Nested(QueueReportSchema, required=True)
    ops = fields.List(fields.Nested(SentOperationSchema), required=True)

    @ma.post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[int, PushRequest]:
        request = PushRequest(
            site=data["site"],
            epoch=data["epoch"],
            stored_through=data["stored_through"],
            sent_at=data["sent_at"],
            queue=data["queue"],
            operations=tuple(data["ops"]),
        )
        return data["v"], request


class ResultSchema(Schema):
    """The answer to one operation."""

    op_id = fields.String(required=True)
    seq = fields.Integer(required=True)
    outcome = fields.String(
        required=True,
        metadata={"description": "accepted, accepted_discrepancy, parked or rejected"},
    )
    reason = fields.String(required=True, allow_none=True)
    detail = fields.Dict(required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    replayed = fields.Boolean(required=True)


class HintsSchema(Schema):
    """What the device had better do next."""

    pull = fields.Boolean(required=True)
    slow_ms = fields.Integer(required=True)


class PushReplySchema(Schema):
    """Answers to a batch; fewer than operations when a number was missing."""

    epoch = fields.String(required=True)
    server_time = Instant(required=True)
    version = fields.Integer(required=True)
    expected_seq = fields.Integer(required=True)
    durable_through = fields.Integer(required=True)
    results = fields.List(fields.Nested(ResultSchema), required=True)
    hints = fields.Nested(HintsSchema, required=True)


SignInKeys = tuple[str, str]
"""A badge as scanned and a PIN as typed."""


class ClaimSchema(Schema):
    """A claim of whoever works on the device: the same envelope text, without a number."""

    op_id = Id(required=True)
    hash = fields.String(required=True, validate=validate.Regexp(SHA256_HEX))
    op = Text(required=True, most=PUSH_BYTES_MAX)

    @ma.post_load
    def make(self, data: dict[str, Any], **_: Any) -> SentOperation:
        return SentOperation(0, data["op_id"], data["hash"], data["op"])


class OnlineRequestSchema(Schema):
    """One request of whoever is signed in. `witness`: badge and PIN of the second person whom the
    operation names, who confirms it here; nothing keeps them."""

    op_id = Id(required=True)
    hash = fields.String(required=True, validate=validate.Regexp(SHA256_HEX))
    op = Text(required=True, most=PUSH_BYTES_MAX)
    witness = fields.Nested(SignInSchema, load_default=None, allow_none=True)

    @ma.post_load
    def make(self, data: dict[str, Any], **_: Any) -> tuple[SentOperation, SignInKeys | None]:
        keys = data["witness"]
        proof = (keys["badge"], keys["pin"]) if keys else None
        return SentOperation(0, data["op_id"], data["hash"], data["op"]), proof


class PullQuerySchema(Schema):
    """What is wanted: rows newer than `since`, of these topics."""

    since = QueryWhole(required=True)
    topics = Text(
        required=True,
        validate=validate.Regexp(r"^[a-z_]{1,32}(,[a-z_]{1,32}){0,31}\Z"),
        metadata={"description": "names separated by commas"},
    )
    limit = QueryWhole(least=1, most=PAGE_ROWS_MAX, load_default=PAGE_ROWS_MAX)
    after = Text(most=CURSOR_CHARACTERS_MAX, load_default=None)
    epoch = Id(load_default=None)


class RowSchema(Schema):
    """One row of the feed; a null body means gone."""

    topic = fields.String(required=True)
    key = fields.String(required=True)
    version = fields.Integer(required=True)
    body = fields.Dict(required=True, allow_none=True)


class PullReplySchema(Schema):
    """One page of the feed."""

    epoch = fields.String(required=True)
    version = fields.Integer(required=True)
    rows = fields.List(fields.Nested(RowSchema), required=True)
    next = fields.String(required=True, allow_none=True)


def pull_request(site: str, query: dict[str, Any]) -> PullRequest:
    """What the feed is asked, of the site that the device belongs to."""
    topics = tuple(dict.fromkeys(query["topics"].split(",")))
    return PullRequest(
        site, query["since"], topics, query["limit"], query["after"], query["epoch"]
    )


def result_body(result: OperationResult) -> dict[str, Any]:
    """One answer as it travels."""
    return {
        "op_id": result.op_id,
        "seq": result.seq,
        "outcome": result.outcome,
        "reason": result.reason,
        "detail": result.detail,
        "version": result.version,
        "replayed": result.replayed,
    }


def push_body(reply: PushReply, now: Any) -> dict[str, Any]:
    """The answer to a batch as it travels."""
    return {
        "epoch": reply.epoch,
        "server_time": instant(now),
        "version": reply.version,
        "expected_seq": reply.expected_seq,
        "durable_through": reply.durable_through,
        "results": [result_body(result) for result in reply.results],
        "hints": {"pull": reply.pull, "slow_ms": reply.slow_ms},
    }
