# SPDX-License-Identifier: Apache-2.0
"""What pick faces need, as tasks (RP1 to RP5, PU6).

The server tells it of the parts that an operation moved or promised, and a desk asks for it in
quiet hours (`top_off`). Open tasks stand as long as the face has room and use for them, and as far
as their source still has the goods: one shrinks when a picker went to the reserve himself (RP4),
ends when nobody needs it (RP3), and starts elsewhere when its source waits for a count (RP2). What
is needed beyond them becomes new tasks.

Demand is what open picks want, due within `replenish.due_days`; later ones are the next wave.
Where no reserve has what an order waits for, goods on the dock go to the face first (PU6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from backend.domain import operations as ops
from backend.domain.availability import Standing, standings
from backend.domain.books import Books, Task
from backend.domain.decisions import Decision
from backend.domain.locations import Role
from backend.domain.parts import Tracking
from backend.domain.plan.replenishment import (
    Face,
    Replenishment,
    Reserve,
    replenishments,
    still_needed,
    trigger,
)
from backend.domain.records import Record
from backend.domain.rules.count_task import doubted, places_to_count
from backend.domain.rules.faces import case_of, face_record, levels_of
from backend.domain.wire import timestamp_text

KIND = "replenish"
PRIORITY = {"demand": 20, "wave": 40, "minimum": 45, "top_off": 60}
OF_FACE = ("face_full", "not_needed")
"""Reasons that say something of the face and not of the source. The device has the same two
(`pwa/src/flow/replenish.ts`)."""
_RESERVE = (Role.RESERVE, Role.BULK)
_ARRIVED = (Role.DOCK, Role.STAGE)


def replenishment(books: Books, operation: ops.Operation) -> Decision:
    """Tasks for the faces of some parts."""
    body = operation.body
    assert isinstance(body, ops.Replenishment)
    tasks: list[Task] = []
    records: list[Record] = []
    for part in dict.fromkeys(body.parts):
        record = face_record(books, part)
        if record is None or part not in books.parts:
            continue
        if books.parts[part].tracking is Tracking.SERIAL:
            continue  # each unit is scanned: nobody carries them by the case
        tasks += _Replenishing(books, operation, record).tasks(body.top_off)
        records += _emptied(books, record)
    return Decision(tasks=tuple(tasks), records=tuple(records))


def replenish_short(books: Books, operation: ops.Operation) -> Decision:
    """Fewer were there than the task said, or the face takes them no more (RP2, RP3). The place of
    which it says something gets a count; what cannot be done ends."""
    body = operation.body
    assert isinstance(body, ops.ReplenishShort)
    tasks: list[Task] = []
    doubts = {"not_needed": None, "face_full": body.target}.get(body.reason, body.source)
    if doubts is not None:
        tasks += doubted(books, operation, doubts, "replenish_short", part=body.part)
    task = books.tasks.get(body.task)
    if task is not None and task.state == "open" and not body.found:
        tasks.append(replace(task, state="cancelled"))
    return Decision(tasks=tuple(tasks))


def _emptied(books: Books, record: Record) -> Iterator[Record]:
    """SL2: an old home is forgotten once nothing of the part is there."""
    there = {row.location for row in standings(books, record.name)}
    old = [place for place in record.body["old"] if place in there]
    if old != record.body["old"]:
        yield record.but(old=old)


@dataclass(slots=True)
class _Row:
    """Free units in a holder, and how many of them no task takes."""

    standing: Standing
    left: int


def _joined(kept: Iterable[Task], move: Replenishment) -> Task | None:
    """The task that goes the same way, with these units too: one walk is enough."""
    way = (move.holder, move.lot, move.face)
    for task in kept:
        told = task.details
        if task.state == "open" and (told["source"], told["lot"], told["location"]) == way:
            return replace(
                task,
                priority=min(task.priority, PRIORITY[move.why]),
                details={**told, "quantity": told["quantity"] + move.quantity, "why": [move.why]},
            )
    return None


class _Replenishing:
    """The faces of one part, what could fill them, and what is on its way."""

    def __init__(self, books: Books, operation: ops.Operation, record: Record) -> None:
        self._books, self._operation, self._record = books, operation, record
        self._part = books.parts[record.name]
        doubted_places = places_to_count(books)
        rows = [row for row in standings(books, record.name) if not row.held and not row.missing]
        self._here = [row for row in rows if row.storage]
        homes = {face["location"] for face in record.body["faces"]}
        self._rows = [
            _Row(row, row.quantity)
            for row in rows
            if row.location not in homes | doubted_places and self._may_give(row)
        ]
        self._coming: dict[str, int] = {}

    def tasks(self, top_off: bool) -> Iterator[Task]:
        """Tasks that stand, with what changed of them; and new ones."""
        for task in self._moving_home():
            told = task.details
            self._take(told["source"], told["lot"], told["quantity"], told["location"])
        before = {task.task: task for task in self._open()}
        faces = self._faces()
        kept = {
            task.task: self._kept(task, faces)
            for task in sorted(before.values(), key=lambda one: (one.priority, one.task))
        }
        faces = self._faces()
        plan = replenishments(faces, self._reserves(arrived=False), top_off=top_off)
        moves = list(plan.moves)
        if any(one.why == "demand" for one in plan.unfilled):
            for move in plan.moves:
                self._take(move.holder, move.lot, move.quantity, move.face)
            late = replenishments(self._faces(), self._reserves(arrived=True))
            moves += [move for move in late.moves if move.why == "demand"]
        for n, move in enumerate(moves):
            task = _joined(kept.values(), move) or self._task(n, move, faces)
            kept[task.task] = task
        yield from (task for task in kept.values() if task != before.get(task.task))

    def _may_give(self, row: Standing) -> bool:
        place = self._books.locations.get(row.location)
        if place is None or place.blocked:
            return False
        return place.role in (*_RESERVE, *_ARRIVED) or row.location in self._record.body["old"]

    def _open(self) -> Iterator[Task]:
        for task in self._books.tasks.values():
            mine = (task.kind, task.state, task.details.get("part"))
            if mine == (KIND, "open", self._part.part):
                yield task

    def _moving_home(self) -> Iterator[Task]:
        """Tasks that bring the part to its new home already (SL1)."""
        for task in self._books.tasks.values():
            told = task.details
            mine = (task.kind, task.state, told.get("part")) == ("move", "open", self._part.part)
            if mine and told.get("location") and "slotting" in told.get("why", ()):
                yield task

    def _kept(self, task: Task, faces: Sequence[Face]) -> Task:
        """A task as far as it is still of use, and its units taken from its source."""
        told = task.details
        face = next((one for one in faces if one.location == told["location"]), None)
        if face is None:
            return replace(task, state="cancelled")
        face = replace(face, incoming=self._coming.get(face.location, 0))
        filling = told["why"][0] in ("minimum", "top_off")
        there = sum(
            row.left for row in self._rows
            if (row.standing.key.holder, row.standing.key.goods.lot) == (told["source"],
                                                                         told["lot"])
        )  # fmt: skip
        units = min(still_needed(face, told["quantity"], top_off=filling), there)
        if units <= 0:
            return replace(task, state="cancelled")
        self._take(told["source"], told["lot"], units, face.location)
        why = trigger(face, filling)
        details = {**told, "quantity": units, "why": [why]}
        return replace(task, priority=PRIORITY[why], details=details)

    def _take(self, holder: str, lot: str, units: int, face: str) -> None:
        self._coming[face] = self._coming.get(face, 0) + units
        for row in self._rows:
            if (row.standing.key.holder, row.standing.key.goods.lot) == (holder, lot):
                row.left -= units
                return

    def _faces(self) -> list[Face]:
        demand, wave = self._wanted()
        found: list[Face] = []
        for told in self._record.body["faces"]:
            place = self._books.locations.get(told["location"])
            if place is None or place.blocked:
                continue
            here = [row for row in self._here if row.location == place.location]
            levels, first = levels_of(told), not found
            found.append(Face(
                place.location, self._part.part, levels,
                on_hand=sum(row.quantity for row in here),
                incoming=self._coming.get(place.location, 0),
                demand=demand if first else 0, wave=wave if first else 0,
                case=case_of(self._part, levels.maximum),
                lot=self._lot_of(place.location, here), travel=place.travel,
            ))  # fmt: skip
        return found

    def _lot_of(self, place: str, here: Sequence[Standing]) -> str | None:
        """The lot that lies there or is on its way: one lot a bin; None where any may come."""
        there = [row.key.goods.lot for row in here]
        there += [one.details["lot"] for one in self._open()
                  if one.details["location"] == place and self._coming.get(place)]  # fmt: skip
        return there[0] if there else None

    def _wanted(self) -> tuple[int, int]:
        """Units that open picks want: due now, and later."""
        today = date.fromisoformat(timestamp_text(self._operation.occurred_at)[:10])
        until = (today + timedelta(days=self._books.policy["replenish.due_days"])).isoformat()
        demand = wave = 0
        for task in self._books.tasks.values():
            told = task.details
            if (task.kind, task.state) != ("pick", "open") or told["part"] != self._part.part:
                continue
            if self._from_dock(told):
                continue
            if (told.get("must_ship") or "")[:10] > until:
                wave += told["quantity"]
            else:
                demand += told["quantity"]
        return demand, wave

    def _from_dock(self, told: dict[str, Any]) -> bool:
        """Whether a pick takes its goods from the dock: no face waits for them (RC18)."""
        place = self._books.locations.get(told.get("location") or "")
        return place is not None and place.role in _ARRIVED

    def _reserves(self, *, arrived: bool) -> list[Reserve]:
        """What may fill a face: stored reserves, or what stands on the dock."""
        found = []
        for row in self._rows:
            place = self._books.locations[row.standing.location]
            if (place.role in _ARRIVED) is not arrived or row.left <= 0:
                continue
            goods = row.standing.key.goods
            lot = self._books.lots.get((goods.part, goods.lot))
            found.append(Reserve(
                row.standing.key.holder, place.location, goods.part, row.left, goods.lot,
                expires_on=lot.expires_on if lot else None, travel=place.travel,
            ))  # fmt: skip
        return found

    def _task(self, n: int, move: Replenishment, faces: Sequence[Face]) -> Task:
        case = next((one.case for one in faces if one.location == move.face), 0)
        details: dict[str, Any] = {
            "source": move.holder, "from": move.source, "location": move.face, "lpn": None,
            "part": move.part, "lot": move.lot, "serial": "", "quantity": move.quantity,
            "case": case, "why": [move.why],
            "raised_at": timestamp_text(self._operation.occurred_at),
        }  # fmt: skip
        name = f"{KIND}:{self._operation.op_id}:{move.part}:{n}"
        return Task(name, KIND, priority=PRIORITY[move.why], details=details)
