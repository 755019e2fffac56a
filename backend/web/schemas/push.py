# SPDX-License-Identifier: Apache-2.0
"""Web push: the server's key, and a browser's subscription."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from marshmallow import ValidationError, fields, validate, validates

from backend.limits import ENDPOINT_CHARACTERS_MAX
from backend.web.schemas.fields import Schema, Text, Whole

AUTH_BYTES = 16
BASE64URL = r"^[A-Za-z0-9_-]+=*\Z"


def _bytes(text: str) -> bytes:
    bare = text.rstrip("=")
    return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


class PushKeySchema(Schema):
    """The server's public key: an uncompressed P-256 point, base64url (RFC 8292)."""

    key = fields.String(required=True)


class SubscriptionKeysSchema(Schema):
    """The browser's public key and its authentication secret (RFC 8291)."""

    p256dh = Text(
        most=128, required=True, validate=validate.Regexp(BASE64URL),
        metadata={"description": "an uncompressed P-256 point of 65 bytes, base64url"},
    )
    auth = Text(
        most=64, required=True, validate=validate.Regexp(BASE64URL),
        metadata={"description": f"{AUTH_BYTES} bytes, base64url"},
    )

    @validates("p256dh")
    def is_point(self, text: str, **_: Any) -> None:
        """A key that no note can be encrypted for is no subscription."""
        try:
            point = _bytes(text)
            if point[:1] != b"\x04":  # a compressed one is a point, too, but no browser's
                raise ValueError
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        except ValueError as error:
            raise ValidationError("is not an uncompressed P-256 point of 65 bytes") from error

    @validates("auth")
    def is_secret(self, text: str, **_: Any) -> None:
        """As `is_point`, for the authentication secret."""
        try:
            size = len(_bytes(text))
        except ValueError:
            size = 0
        if size != AUTH_BYTES:
            raise ValidationError(f"is not {AUTH_BYTES} bytes")


class SubscriptionSchema(Schema):
    """A PushSubscription as the browser writes it in JSON."""

    endpoint = Text(most=ENDPOINT_CHARACTERS_MAX, required=True)
    keys = fields.Nested(SubscriptionKeysSchema, required=True)
    expirationTime = Whole(allow_none=True, load_default=None)


class UnsubscribeSchema(Schema):
    """Which subscription ends."""

    endpoint = Text(most=ENDPOINT_CHARACTERS_MAX, required=True)
