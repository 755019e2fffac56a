# SPDX-License-Identifier: Apache-2.0
"""Workers who put back what they did, and say which deed that was; some say it twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backend.domain.stock import Goods, plate_holder
from tests.simulation.timeline import Event
from tests.simulation.truth import GONE

if TYPE_CHECKING:
    from tests.simulation.work import Deed, Work

LATEST = 12
"""So many deeds back somebody may think better of it."""
TWICE = 0.3


def undo(work: Work, told: Sequence[tuple[str, Deed]]) -> Iterator[Deed]:
    """One of the latest deeds is put back, if all of its goods are still where they were put."""
    choices = [
        (op_id, deed, events)
        for op_id, deed in told[-LATEST:]
        if deed.kind in _BODIES
        and (events := work.truth.timeline.events[deed.events.start : deed.events.stop])
        and _stand(work, events)
    ]
    if not choices:
        return
    op_id, deed, events = work.rng.choice(choices)
    for event in events:
        _back(work, event)
    body = {"undoes": op_id, **_BODIES[deed.kind](work, deed)}
    for _ in range(2 if work.rng.random() < TWICE else 1):
        yield type(deed)("undo", body, deed.group)


def _stand(work: Work, events: Sequence[Event]) -> bool:
    """Whether everything is still there."""
    truth, wanted = work.truth, Counter[tuple[str, Goods]]()
    for event in events:
        if event.what == "stand":
            if truth.standing.get(event.source) != event.target:
                return False
        elif event.what in ("put", "move"):
            wanted[event.target, event.goods] += event.quantity
        else:
            return False
    there = truth.content
    return all(there.get(h, Counter())[goods] >= n for (h, goods), n in wanted.items())


def _back(work: Work, event: Event) -> None:
    if event.what == "put":
        work.truth.take(event.target, event.goods, event.quantity)
        work.truth.arrived[event.goods.part] -= event.quantity
    elif event.what == "move":
        work.truth.move(event.target, event.source, event.goods, event.quantity)


def _lines(deed: Deed) -> list[dict[str, Any]]:
    return [
        {name: line[name] for name in ("part", "quantity", "lot", "serials")}
        for line in deed.body["lines"]
    ]


def _receipt(work: Work, deed: Deed) -> dict[str, Any]:
    """An empty plate goes too; one that is used again stays with what else is on it."""
    lpn, holder = deed.body["lpn"], plate_holder(deed.body["lpn"])
    alone = not work.truth.content.get(holder) and not work.truth.plates_at(holder)
    if alone:
        work.truth.stand(lpn, GONE)
    return {"verb": "receipt", "source": holder, "lpn": lpn if alone else None,
            "lines": _lines(deed)}  # fmt: skip


def _moved(work: Work, deed: Deed) -> dict[str, Any]:
    body = deed.body
    lpn = body.get("lpn")
    if lpn is not None:
        work.truth.stand(lpn, body["source"])
    more = {name: body[name] for name in ("order", "line") if name in body}
    return {"verb": deed.kind, "source": body["target"], "target": body["source"], "lpn": lpn,
            "lines": _lines(deed), **more}  # fmt: skip


_BODIES = {"receipt": _receipt, "pick": _moved, "pack": _moved, "transfer": _moved,
           "putaway": _moved}  # fmt: skip
