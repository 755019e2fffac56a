# SPDX-License-Identifier: Apache-2.0
"""The one way of paging: ask with `limit` and `after`, get `{items, next}`.

    class PartPageSchema(page_of(PartSchema)): ...

`next` is what the following request says as `after`; null on the last page.
"""

from __future__ import annotations

from marshmallow import fields

from backend.limits import CURSOR_CHARACTERS_MAX, PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX
from backend.web.schemas.fields import QueryWhole, Schema, Text


class PageQuerySchema(Schema):
    """Which page."""

    limit = QueryWhole(least=1, most=PAGE_ROWS_MAX, load_default=PAGE_ROWS_DEFAULT)
    after = Text(most=CURSOR_CHARACTERS_MAX, load_default=None)


def page_of(item: type[Schema]) -> type[Schema]:
    """The schema of a page of such items."""
    name = item.__name__.removesuffix("Schema") + "PageSchema"
    return type(name, (Schema,), {
        "__doc__": "One page; `next` is null on the last.",
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(required=True, allow_none=True),
    })
