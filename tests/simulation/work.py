# SPDX-License-Identifier: Apache-2.0
"""What workers do: true physical deeds, and what they tell of them (mostly the truth)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backend.domain.stock import Goods, plate_holder, plate_of
from tests.domain.floor import SUPPLIER
from tests.simulation.timeline import Event
from tests.simulation.truth import GONE, Truth
from tests.simulation.undoing import undo

STRANGER = "SUP0999"
"""A supplier whose deliveries are held until a supervisor has looked."""
BINS = ("A02-015-B", "A07-032-C", "B04-011-B", "H01-001-A", "Q01-004-A")
PLACES = (*BINS, "DOCK-01", "PACK-01", "DOOR-01")
LATE_PART = "NEW-1"
"""In no catalogue until somebody imports it."""
ORDERS = ("O-1", "O-2")
SHIPMENTS = ("S-1", "S-2")
POISON = "poison"

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """Something done, as it is told."""

    kind: str
    body: Body
    group: str = ""
    events: range = range(0)
    """What of the true timeline it tells."""


@dataclass
class Work:
    """Workers on the true floor. Each method does one thing and yields what is told of it."""

    rng: random.Random
    truth: Truth
    made: Counter[str] = field(default_factory=Counter)
    careful: bool = False
    """A day on which everything that is done is told, and told as it is."""
    told: list[tuple[str, Deed]] = field(default_factory=list)
    """What devices keep, by operation, in the order in which it was told."""
    aboard: dict[str, str] = field(default_factory=dict)
    """Plate to the shipment that it was loaded for."""

    def anything(self) -> list[Deed]:
        """One deed, chosen at random; none when there is nothing to do it with."""
        deeds: list[tuple[Callable[[], Iterator[Deed]], int]] = [
            (self.receive, 4), (self.move_plate, 3), (self.move_lines, 5), (self.pick, 3),
            (self.pack, 2), (self.load, 2), (self.count, 4), (self.overlook, 2), (self.hold, 2),
            (self.capture, 2),
            (self.short_pick, 1), (self.unknown, 1), (self.in_silence, 2), (self.undo, 5),
        ]  # fmt: skip
        chosen = self.rng.choices([d for d, _ in deeds], [weight for _, weight in deeds])[0]
        return self._noted(chosen())

    def regret(self) -> list[Deed]:
        """What was done last is put back, if it can be."""
        return self._noted(undo(self, self.told[-1:]))

    def _noted(self, deeds: Iterator[Deed]) -> list[Deed]:
        """The deeds, each with what it tells of what happened since the last."""
        timeline, told = self.truth.timeline.events, []
        begun = len(timeline)
        for deed in deeds:
            told.append(replace(deed, events=range(begun, len(timeline))))
            begun = len(timeline)
        return told

    def receive(self) -> Iterator[Deed]:
        """A carton comes off the truck, on its own or on a pallet."""
        rng = self.rng
        supplier = rng.choice([SUPPLIER, SUPPLIER, STRANGER])
        again = self._some_plate() if rng.random() < 0.1 else None
        lpn = again or self._new("L")
        lines = [self._arriving(lpn) for _ in range(rng.randint(1, 2))]
        parent = self._new("P") if rng.random() < 0.2 and again is None else None
        self.truth.stand(lpn, plate_holder(parent) if parent else "DOCK-01")
        if parent:
            self.truth.stand(parent, "DOCK-01")
        body = {
            "receipt": f"R-{rng.randint(1, 3)}", "asn": None, "supplier": supplier,
            "location": "DOCK-01", "lpn": lpn, "parent_lpn": parent,
            "lines": [line | {"condition": rng.choice(["good"] * 5 + ["damaged"])}
                      for line in lines],
        }  # fmt: skip
        yield Deed("receipt", body, f"lpn:{lpn}")

    def _arriving(self, lpn: str) -> dict[str, Any]:
        part = self.rng.choice(["BRK-10442", "ECU-77810-AB", "FLT-00318", "SLT-00931", LATE_PART])
        quantity = self.rng.randint(1, 4)
        lot = self.rng.choice(["L1", "L2"]) if part in ("BRK-10442", "SLT-00931") else None
        serials: list[str] = []
        if part == "ECU-77810-AB" and self.rng.random() < 0.7:
            serials = [f"E7A{self._number():06d}" for _ in range(quantity)]
        for serial in serials or [""] * quantity:
            self.truth.put(plate_holder(lpn), Goods(part, lot or "", serial))
        self.truth.arrived[part] += quantity
        told = self._read(quantity, 4) if not serials else quantity
        return {"part": part, "quantity": told, "lot": lot, "serials": serials}

    def move_plate(self) -> Iterator[Deed]:
        """A whole plate goes to another place; sometimes the wrong place is scanned."""
        lpn = self._some_plate()
        if lpn is None:
            return
        source, target = self.truth.standing[lpn], self.rng.choice(BINS)
        if source == target:
            return
        self.truth.stand(lpn, target)
        told = target if self.careful or self.rng.random() < 0.95 else self.rng.choice(BINS)
        body = {"source": source, "target": told, "lpn": lpn, "lines": []}
        if told != source:
            yield Deed("putaway", self._spoilt(body), f"lpn:{lpn}")

    def move_lines(self) -> Iterator[Deed]:
        """Units go from a holder to another."""
        source = self._some_holder()
        target = self.rng.choice([*BINS, *map(plate_holder, self.truth.plates_here())])
        if source is None or source == target:
            return
        body = {"source": source, "target": target, "lpn": None,
                "lines": self._moved(source, target)}  # fmt: skip
        yield Deed("transfer", self._spoilt(body), self.rng.choice(["", f"bin:{source}"]))

    def pick(self) -> Iterator[Deed]:
        """Units go into a tote for an order line."""
        source, tote = self._some_holder(), self.rng.choice(["T-1", "T-2"])
        if source is None or source == plate_holder(tote) or self._left(tote):
            return
        order = self.rng.choice(ORDERS)
        if self._set_down(tote, "PACK-01"):
            body = {"source": "DOCK-01", "target": "PACK-01", "lpn": tote, "lines": []}
            yield Deed("transfer", body, f"order:{order}")
        lines = self._moved(source, plate_holder(tote), lines_max=1)
        yield Deed("pick", {"task": None, "order": order, "line": self.rng.randint(1, 3),
                            "source": source, "target": plate_holder(tote), "lines": lines},
                   f"order:{order}")  # fmt: skip

    def pack(self) -> Iterator[Deed]:
        """Everything goes from a tote into a carton at the packing table."""
        source, carton = plate_holder(self.rng.choice(["T-1", "T-2"])), self._new("C")
        if source not in self.truth.here():
            return
        self._set_down(carton, "PACK-01")
        order = self.rng.choice(ORDERS)
        body = {"source": "DOCK-01", "target": "PACK-01", "lpn": carton, "lines": []}
        yield Deed("transfer", body, f"order:{order}")
        lines = self._moved(source, plate_holder(carton), whole=True)
        yield Deed("pack", {"order": order, "source": source, "target": plate_holder(carton),
                            "lines": lines}, f"order:{order}")  # fmt: skip

    def load(self) -> Iterator[Deed]:
        """A carton goes through the door; now and then it is some other plate."""
        cartons = [lpn for lpn in self.truth.plates_here() if lpn[0] == "C"]
        lpn = self.rng.choice(cartons) if cartons else self._some_plate()
        if lpn is None:
            return
        yield self._loaded(lpn, self.rng.choice(SHIPMENTS), self.rng.choice([None, *ORDERS]))

    def _loaded(self, lpn: str, shipment: str, order: str | None) -> Deed:
        self.truth.stand(lpn, "DOOR-01")
        self.aboard[lpn] = shipment
        body = {"shipment": self.aboard[lpn], "order": order, "lpn": lpn, "location": "DOOR-01"}
        return Deed("load", body, f"lpn:{lpn}")

    def count(self) -> Iterator[Deed]:
        """What is really there, now and then misread."""
        plates = [plate_holder(lpn) for lpn in self.truth.plates_here()]
        body = dict(self.truly_there(self.rng.choice([*PLACES, *PLACES, *plates])))
        if body["lines"] and not self.careful and self.rng.random() < 0.1:
            first = body["lines"][0]
            if not first["serials"]:
                body["lines"] = [{**first, "quantity": self._read(first["quantity"], 1)},
                                 *body["lines"][1:]]  # fmt: skip
        self.truth.timeline.add(Event("count", body["holder"]))
        yield Deed("count", self._spoilt(body, "task"), f"count:{body['holder']}")

    def overlook(self) -> Iterator[Deed]:
        """Somebody counts a place and does not see a plate that stands there with goods on it."""
        truth = self.truth
        full = [lpn for lpn in truth.plates_here() if truth.content.get(plate_holder(lpn))]
        seen = [lpn for lpn in full if truth.standing[lpn] in PLACES]
        if not seen:
            return
        lpn = self.rng.choice(seen)
        body = dict(self.truly_there(self.truth.standing[lpn]))
        lpns = [one for one in body["lpns"] if one != lpn]
        body |= {"lpns": lpns, "empty": not (body["lines"] or lpns)}
        self.truth.timeline.add(Event("count", body["holder"]))
        yield Deed("count", body, f"count:{body['holder']}")

    def truly_there(self, holder: str) -> Body:
        """The body of a perfect count."""
        found: dict[tuple[str, str], list[str]] = {}
        lines = []
        for goods, quantity in sorted(self.truth.content.get(holder, Counter()).items()):
            if goods.serial:
                found.setdefault((goods.part, goods.lot), []).append(goods.serial)
            elif quantity:
                lines.append(_line(goods.part, quantity, goods.lot))
        lines += [_line(part, len(s), lot, s) for (part, lot), s in sorted(found.items())]
        lpns = self.truth.plates_at(holder)
        return {"holder": holder, "lines": lines, "lpns": lpns, "empty": not (lines or lpns)}

    def hold(self) -> Iterator[Deed]:
        """Somebody doubts something."""
        goods = self.rng.choice(list(self.truth.stock()) or [None])
        if goods is not None:
            yield from self._doubt(*goods)

    def _doubt(self, holder: str, what: Goods) -> Iterator[Deed]:
        name = self.rng.choice([f"HOLD-{self._number()}", "HOLD-X"])
        scope = self.rng.choice(list(self._scopes(holder, what)))
        for one in [name] if self.rng.random() < 0.7 else [name, f"HOLD-{self._number()}"]:
            body = {"hold": one, "scope": scope, "reason": "recall", "note": ""}
            self.truth.timeline.add(Event("hold"))
            yield Deed("hold", body)

    def _scopes(self, holder: str, what: Goods) -> Iterator[dict[str, str]]:
        """What a hold may name of goods in a holder."""
        yield {"part": what.part, "location": self.truth.place(holder)}
        yield {"location": self.truth.place(holder)}
        yield {"receipt": f"R-{self.rng.randint(1, 3)}"}
        yield {"part": what.part, "supplier": self.rng.choice([SUPPLIER, STRANGER])}
        if what.lot:
            yield {"part": what.part, "lot": what.lot}
        if what.serial:
            yield {"part": what.part, "serial": what.serial}
        if holder.startswith("lpn:"):
            yield from [{"lpn": plate_of(holder)}] * 4

    def rush(self) -> tuple[list[Deed], list[Deed]]:
        """Goods go through the door as fast as they can, mostly just after somebody doubts them.

        What the one tells who doubts, and what the other tells who packs and loads.
        """
        holder, what = self.rng.choice(list(self.truth.stock()) or [("", Goods(""))])
        if not holder:
            return [], []
        doubt = self._noted(self._doubt(holder, what)) if self.rng.random() < 0.8 else []
        return doubt, self._noted(self._out(holder))

    def _out(self, source: str) -> Iterator[Deed]:
        carton, order = self._new("C"), self.rng.choice(ORDERS)
        self._set_down(carton, "PACK-01")
        body = {"source": "DOCK-01", "target": "PACK-01", "lpn": carton, "lines": []}
        yield Deed("transfer", body, f"order:{order}")
        target = plate_holder(carton)
        lines = self._moved(source, target)
        yield Deed("pack", {"order": order, "source": source, "target": target, "lines": lines},
                   f"order:{order}")  # fmt: skip
        yield self._loaded(carton, f"S-{carton}", None)

    def capture(self) -> Iterator[Deed]:
        """Units that came without a number get theirs."""
        part = "ECU-77810-AB"
        bare = [(h, n) for (h, g), n in self.truth.stock().items() if g == Goods(part)]
        if not bare:
            return
        holder, there = self.rng.choice(bare)
        serials = [f"E7A{self._number():06d}" for _ in range(self.rng.randint(1, there))]
        for serial in serials:
            self.truth.number(holder, Goods(part, "", serial))
        yield Deed("serial_capture", {"holder": holder, "part": part, "lot": None,
                                      "serials": serials}, f"bin:{holder}")  # fmt: skip

    def undo(self) -> Iterator[Deed]:
        """Somebody puts back what was done a moment ago."""
        return undo(self, self.told)

    def short_pick(self) -> Iterator[Deed]:
        """Fewer were there than asked for."""
        yield Deed("short_pick", {
            "task": None, "order": self.rng.choice(ORDERS), "line": 1,
            "source": self.rng.choice(BINS), "part": "FLT-00318", "asked": 4, "found": 1,
            "reason": "short",
        })  # fmt: skip

    def unknown(self) -> Iterator[Deed]:
        """A code that nobody knows."""
        yield Deed("unknown_scan", {"raw": f"?{self._number()}", "where": "receive",
                                    "holder": None, "quantity": None, "note": ""})  # fmt: skip

    def in_silence(self) -> Iterator[Deed]:
        """Goods vanish, turn up, or are moved by somebody who tells nobody."""
        source = self._some_holder()
        if source is None or self.careful:
            return
        goods = self.rng.choice(sorted(self.truth.content[source]))
        what = self.rng.choice(["lost", "moved", "found"])
        if what == "found" and not goods.serial:
            self.truth.put(self.rng.choice(BINS), goods)
            self.truth.lost[goods.part] -= 1
        elif what == "lost":
            self.truth.take(source, goods)
            self.truth.lost[goods.part] += 1
        else:
            self.truth.move(source, self.rng.choice(BINS), goods)
        yield from ()

    def _moved(
        self, source: str, target: str, *, whole: bool = False, lines_max: int = 2
    ) -> list[dict[str, Any]]:
        """Move some units truly; the lines as told, at least one."""
        content = self.truth.content[source]
        chosen = sorted(content) if whole else self.rng.sample(
            sorted(content), min(len(content), self.rng.randint(1, lines_max)))  # fmt: skip
        lines = []
        for goods in chosen:
            quantity = content[goods] if whole else self.rng.randint(1, content[goods])
            self.truth.move(source, target, goods, quantity)
            told = quantity if goods.serial else self._read(quantity, 1)
            lines.append(_line(goods.part, told, goods.lot, [goods.serial] if goods.serial else []))
        return lines

    def _spoilt(self, body: Body, field_: str = "reason") -> Body:
        """Some operations make a rule break, until the fault is mended."""
        return {**body, field_: POISON} if self.rng.random() < 0.02 else body

    def _read(self, quantity: int, spread: int) -> int:
        return (
            quantity
            if self.careful or self.rng.random() < 0.9
            else quantity + self.rng.randint(0, spread)
        )

    def _set_down(self, lpn: str, place: str) -> bool:
        """A new plate stands somewhere now; whether it was new."""
        if lpn in self.truth.standing:
            return False
        self.truth.stand(lpn, place)
        return True

    def _left(self, lpn: str) -> bool:
        return lpn in self.truth.standing and self.truth.place(plate_holder(lpn)) == GONE

    def _some_holder(self) -> str | None:
        here = self.truth.here()
        return self.rng.choice(here) if here else None

    def _some_plate(self) -> str | None:
        plates = [lpn for lpn in self.truth.plates_here() if lpn[0] in "LC"]
        return self.rng.choice(plates) if plates else None

    def _new(self, letter: str) -> str:
        return f"{letter}-{self._number()}"

    def _number(self) -> int:
        self.made["number"] += 1
        return self.made["number"]


def _line(part: str, quantity: int, lot: str, serials: list[str] | None = None) -> dict[str, Any]:
    return {"part": part, "quantity": quantity, "lot": lot or None, "serials": serials or []}
