# SPDX-License-Identifier: Apache-2.0
"""A core return tag with each unit of an exchange part that is picked (PK20).

The tag names order, line and unit, as the deposit does: one tag, one credit. A unit that was put
back and is picked again has its tag already, so none is printed twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.domain import operations as ops
from backend.domain.books import Books, OrderLine, Task
from backend.domain.records import Kind
from backend.domain.rules.carton import label_task


def core_tags(books: Books, operation: ops.Operation, served: OrderLine) -> Iterator[Task]:
    """The tags of the units that a pick served a line with; none for a part without a core."""
    body = operation.body
    assert isinstance(body, ops.Pick)
    group = books.records.get((Kind.GROUP, served.part))
    if group is None:
        return
    taken = sum(entry.quantity for entry in body.lines)
    for unit in range(max(served.picked - taken, 0) + 1, min(served.picked, served.requested) + 1):
        tag = f"{served.order}|{served.line}|{unit}"
        yield label_task(
            f"core:{tag}", "core_tag", tag, order=served.order, part=served.part,
            core_group=group.body.get("core_group", ""), copy=1,
            core_part=group.body.get("core_part", ""), who=operation.envelope.actor,
        )  # fmt: skip
