# SPDX-License-Identifier: Apache-2.0
"""What a site holds by rule, how lots are inspected, and what is known of each supply. Data only.

A hold rule is master data: told by an import or at the desk, journalled, and never deleted; one
that is not active any more holds nothing new, and what it held stays held until it is released.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from backend.domain.ranges import in_range, range_fault
from backend.domain.sampling import Severity, Standing, plan, start

When = Literal[
    "first_article", "supplier_on_watch", "recall", "damage", "asn_mismatch", "sample_due",
    "every_nth",
]  # fmt: skip
SAMPLED = frozenset({"sample_due", "every_nth"})
"""Rules by which a lot is inspected by a sampling plan that follows its supplier's history."""
LOOKED_AT = frozenset({"first_article", "supplier_on_watch"})
"""Rules by which what came of a part with one receipt is inspected, all lots together (RC17)."""
INSPECTED = SAMPLED | LOOKED_AT
"""Rules that make a task with the units to draw."""
FIRST_DELIVERY = "first_delivery"
"""Reason of a hold over the first goods of a part from a supplier who is not qualified for it."""
DEFAULT_REASON = {"every_nth": "sample_due"}
EDITION = "z1.4-2003"
"""Switching rules that a rule follows when it names none."""
RULES_MAX = 500
"""Active rules of a site: all are read with every batch."""
RECEIPTS_KEPT = 40
"""Latest receipts of a supply that are told apart: cartons of one delivery are one receipt."""


@dataclass(frozen=True, slots=True)
class HoldRule:
    """What is held from its first moment, and why. A filter that is not given takes everything.

    `starts_on` and `ends_on` are days, both within. `every`: of `every_nth`, which receipt.
    `level`, `aql`, `edition`: how a lot is sampled; `may_reduce`: the responsible authority agrees
    to reduced inspection.
    """

    rule: str
    when: When
    reason: str = ""
    part: str | None = None
    supplier: str | None = None
    family: str | None = None
    serial_from: str | None = None
    serial_to: str | None = None
    lot_from: str | None = None
    lot_to: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    every: int = 0
    level: str = "II"
    aql: str = "1.0"
    edition: str = EDITION
    may_reduce: bool = False
    note: str = ""
    active: bool = True

    @property
    def why(self) -> str:
        """The reason that its holds bear."""
        return self.reason or DEFAULT_REASON.get(self.when, self.when)

    @property
    def by_serial(self) -> bool:
        """Whether it names serial numbers."""
        return bool(self.serial_from or self.serial_to)

    @property
    def by_lot(self) -> bool:
        """Whether it names lots."""
        return bool(self.lot_from or self.lot_to)

    def fits(self, part: str, family: str, supplier: str, day: str) -> bool:
        """Whether goods of this part from this supplier fall under it on a day."""
        return (
            self.active
            and self.part in (None, part)
            and self.supplier in (None, supplier)
            and self.family in (None, family)
            and (self.starts_on is None or self.starts_on <= day)
            and (self.ends_on is None or day <= self.ends_on)
        )

    def named(self, lot: str, serial: str) -> bool:
        """Whether a recall names a unit by its serial number or its lot."""
        return (self.by_serial and in_range(serial, self.serial_from, self.serial_to)) or (
            self.by_lot and in_range(lot, self.lot_from, self.lot_to)
        )


def rule_fault(rule: HoldRule) -> tuple[str, str] | None:
    """What is wrong with a rule: the field and what of it; None when it will do."""
    serials = ("serial_to", rule.serial_from, rule.serial_to)
    for name, low, high in (serials, ("lot_to", rule.lot_from, rule.lot_to)):
        if fault := range_fault(low, high):
            return name, fault
    if rule.when == "recall" and not (rule.part or (rule.supplier and not _ranged(rule))):
        return "part", "a recall names a part, or all of a supplier"
    if rule.when == "supplier_on_watch" and not rule.supplier:
        return "supplier", "names nobody to watch"
    if rule.when == "every_nth" and rule.every < 1:
        return "every", "must be at least 1"
    if rule.when in INSPECTED:
        planned = plan(2, rule.level, rule.aql, Severity.NORMAL)
        if fault_at := getattr(planned, "where", None):
            return str(fault_at), str(getattr(planned, "text", ""))
        if not isinstance(start(rule.edition), Standing):
            return "edition", "no such rules"
    return None


def _ranged(rule: HoldRule) -> bool:
    return rule.by_lot or rule.by_serial


@dataclass(frozen=True, slots=True)
class Supply:
    """What is known of a part from a supplier: its receipts, counted while a rule asked, and how
    its lots are inspected next."""

    part: str
    supplier: str
    total: int = 0
    receipts: tuple[tuple[str, int], ...] = ()
    standing: Standing | None = None

    def number(self, receipt: str) -> int | None:
        """Which receipt of this supply it is, from 1; None when it was not counted."""
        return dict(self.receipts).get(receipt)

    def counted(self, receipt: str) -> Supply:
        """With this receipt, once."""
        if self.number(receipt) is not None:
            return self
        known = (*self.receipts, (receipt, self.total + 1))[-RECEIPTS_KEPT:]
        return replace(self, total=self.total + 1, receipts=known)

    def as_dict(self) -> dict[str, Any]:
        """As kept."""
        return {
            "total": self.total,
            "receipts": [list(one) for one in self.receipts],
            "standing": asdict(self.standing) if self.standing else None,
        }


def supply_from(part: str, supplier: str, kept: Mapping[str, Any]) -> Supply:
    """A supply as kept."""
    told = kept.get("standing")
    standing = None
    if told:
        recent, severity = tuple(told["recent"]), Severity(told["severity"])
        standing = Standing(**{**told, "recent": recent, "severity": severity})
    receipts = tuple((str(name), int(n)) for name, n in kept["receipts"])
    return Supply(part, supplier, kept["total"], receipts, standing)


@dataclass(frozen=True, slots=True)
class Quality:
    """The rules and checklists of a site. A checklist is named by the family of its parts, '' is
    for every other one; each check: `check`, `asks` (yes_no, measure), `label`, and of a measure
    `unit, scale, low, high`; `photo` offers one."""

    rules: Mapping[str, HoldRule] = field(default_factory=dict)
    checklists: Mapping[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)

    def fitting(self, part: str, family: str, supplier: str, day: str) -> Iterator[HoldRule]:
        """Active rules that goods fall under, in the order of their names."""
        for name in sorted(self.rules):
            if self.rules[name].fits(part, family, supplier, day):
                yield self.rules[name]

    def checks(self, family: str) -> tuple[dict[str, Any], ...]:
        """What is looked at on parts of a family."""
        return self.checklists.get(family) or self.checklists.get("", ())

    def with_rules(self, told: Iterator[HoldRule] | tuple[HoldRule, ...]) -> Quality:
        """With these rules in the place of those of the same name."""
        return replace(self, rules={**self.rules, **{one.rule: one for one in told}})

    def as_dict(self) -> dict[str, Any]:
        """As kept."""
        return {
            "rules": [asdict(self.rules[name]) for name in sorted(self.rules)],
            "checklists": {name: list(rows) for name, rows in sorted(self.checklists.items())},
        }


def inspect_task(receipt: str, part: str, lot: str) -> str:
    """The task of what came of a lot with one receipt."""
    return f"inspect:{receipt}:{part}:{lot}"


def rule_from(row: Mapping[str, Any]) -> HoldRule:
    """A rule from plain values; what this release does not know of it is left out."""
    known = {one.name for one in fields(HoldRule)}
    return HoldRule(**{name: value for name, value in row.items() if name in known})


def quality_from(kept: Mapping[str, Any]) -> Quality:
    """Rules and checklists as kept."""
    rules = {row["rule"]: rule_from(row) for row in kept.get("rules", ())}
    lists = {name: tuple(rows) for name, rows in kept.get("checklists", {}).items()}
    return Quality(rules, lists)
