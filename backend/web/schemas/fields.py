# SPDX-License-Identifier: Apache-2.0
"""Field types that read strictly: whole numbers, clean text, UTC times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from backend.domain.wire import UNKEPT
from backend.limits import ID_CHARACTERS_MAX, SEQ_MAX, TEXT_CHARACTERS_MAX


class Schema(ma.Schema):
    """Unknown fields are refused, so that a misspelt one is noticed."""

    class Meta:
        unknown = ma.RAISE


class Text(fields.String):
    """Text that every database keeps: no NUL, no half of a surrogate pair."""

    def __init__(self, *, least: int = 1, most: int = TEXT_CHARACTERS_MAX, **more: Any) -> None:
        also = more.pop("validate", None)
        checks = [validate.Length(min=least, max=most), *([also] if also else [])]
        super().__init__(validate=checks, **more)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if UNKEPT.search(text):
            raise ma.ValidationError("holds a character that no database keeps")
        return text


class Id(Text):
    """An id: printable ASCII without blanks."""

    def __init__(self, *, most: int = ID_CHARACTERS_MAX, **more: Any) -> None:
        super().__init__(most=most, validate=validate.Regexp(r"^[!-~]+\Z"), **more)


class Whole(fields.Integer):
    """A whole number in JSON: no text, no fraction, no true."""

    def __init__(self, *, least: int = 0, most: int = SEQ_MAX, **more: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(least, most), **more)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid")
        return value


class QueryWhole(fields.Integer):
    """A whole number in an address."""

    def __init__(self, *, least: int = 0, most: int = SEQ_MAX, **more: Any) -> None:
        super().__init__(validate=validate.Range(least, most), **more)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if not (isinstance(value, str) and value.isascii() and value.isdigit()):
            raise self.make_error("invalid")
        if len(value) > len(str(SEQ_MAX)):
            raise self.make_error("too_large")
        return int(value)


class Instant(fields.Field[datetime]):
    """A UTC time such as 2026-11-23T09:33:12.123Z (RFC 3339), always milliseconds and Z."""

    def __init__(self, **more: Any) -> None:
        pattern = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"
        metadata = {"type": "string", "format": "date-time", "pattern": pattern}
        super().__init__(
            metadata={**metadata, **more.pop("metadata", {})},
            error_messages={"invalid": "must be a UTC time like 2026-11-23T09:33:12.123Z"},
            **more,
        )

    def _serialize(self, value: datetime | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else instant(value)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not value.isascii() or len(value) != 24:
            raise self.make_error("invalid")
        try:
            at = datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        except ValueError as error:
            raise self.make_error("invalid") from error
        return at


def instant(at: datetime) -> str:
    """A time as it travels."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
