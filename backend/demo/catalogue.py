# SPDX-License-Identifier: Apache-2.0
"""The demo's catalogue: 5,000 parts in families, with the shares of a real service-parts range.

Shares: 5 % A, 15 % B, 80 % C; 2 to 4 % by serial, 5 to 8 % dangerous, 8 to 12 % superseded (four
chains in five are one step long), 2.5 % remanufactured, each with its core.
"""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from backend.demo.families import FAMILIES, FAMILY, VARIANTS, Family, Noun
from backend.demo.hazards import hazard
from backend.demo.packing import VARIANT_ML, packs, volume_curve, weight
from backend.demo.part_numbers import PartNumbers
from backend.demo.parties import SUPPLIERS
from backend.demo.tour_parts import tour_parts

PARTS: Final = 5_000
A_SHARE, B_SHARE = 5, 15  # percent of the parts; the rest is C
CHAINS: Final = 400
CHAIN_STEPS: Final = (1,) * 16 + (2,) * 3 + (3,)  # 80 / 15 / 5 in the hundred
GTIN_SHARE: Final = 0.4
FIRST_REFERENCE: Final = 100
_PATTERN_LETTERS: Final = "ABCDEFGHJKLMNPRTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Draft:
    """A part before the whole catalogue has been ranked by size and by demand."""

    number: str
    successor: str | None
    family: Family
    noun: Noun
    variant: str
    size: float
    pull: float
    pattern: str | None


def catalogue(rng: Random) -> list[dict[str, Any]]:
    """All parts, sorted by number. Shapes are those of the feed's `part`, and the demo's README."""
    fixed = tour_parts()
    taken = {name for row in fixed for name in (row["part"], *row["aliases"])}
    numbers = PartNumbers(rng, taken | {str(row["serial_pattern"]) for row in fixed})
    drafts = _drafts(rng, numbers, PARTS - len(fixed))
    volumes = _ranked_volumes(drafts)
    classes = _ranked_classes(drafts, fixed)
    cores = _cores(drafts)
    rows = list(fixed)
    for index, draft in enumerate(drafts):
        reference = FIRST_REFERENCE + index if rng.random() < GTIN_SHARE else None
        row = _row(rng, draft, volumes[draft.number], reference)
        row["abc"] = classes[draft.number]
        _supply(rng, numbers, row)
        if draft.family.key == "reman":
            row["core"] = cores[draft.number]
            row["core_deposit_minor"] = 500 * rng.randint(4, 60)
        rows.append(row)
    return sorted(rows, key=lambda row: str(row["part"]))


def _drafts(rng: Random, numbers: PartNumbers, total: int) -> list[Draft]:
    steps = [CHAIN_STEPS[i % len(CHAIN_STEPS)] for i in range(CHAINS)]
    rng.shuffle(steps)
    drafts: list[Draft] = []
    for index, family in enumerate(FAMILIES):
        if family.nouns:
            share = PARTS * family.permille // 1000
            chains = 0 if family.key == "reman" else share * CHAINS // (PARTS * 95 // 100)
            dealt = [steps.pop() for _ in range(min(chains, len(steps)))]
            drafts += _family_drafts(rng, numbers, index, share, dealt)
    drafts += _core_drafts(rng, numbers, [d for d in drafts if d.family.key == "reman"])
    # The tour's own parts take the places of bolts, of which there are more than enough.
    bolts = [d for d in drafts if d.family.key == "fasteners" and not d.successor]
    spare = len(drafts) - total
    chained = {d.successor for d in drafts}
    surplus = {d.number for d in [b for b in bolts if b.number not in chained][:spare]}
    return [d for d in drafts if d.number not in surplus]


def _family_drafts(
    rng: Random, numbers: PartNumbers, index: int, share: int, steps: list[int]
) -> list[Draft]:
    """`share` parts of one family, of which each of `steps` is a supersession chain."""
    family = FAMILIES[index]
    lengths = [step + 1 for step in steps]
    lengths += [1] * (share - sum(lengths))
    rng.shuffle(lengths)
    nouns = [family.nouns[i % len(family.nouns)] for i in range(len(lengths))]
    rng.shuffle(nouns)
    drafts: list[Draft] = []
    for noun, length in zip(nouns, lengths, strict=True):
        names = numbers.chain(index, family.prefix, length)
        drafts += _chain(rng, numbers, family, noun, names)
    return drafts


def _chain(
    rng: Random, numbers: PartNumbers, family: Family, noun: Noun, names: list[str]
) -> list[Draft]:
    """One article under one or more numbers, oldest first; only the last is asked for often."""
    variant = rng.choice(VARIANTS[noun.variants])
    size = noun.size + rng.gauss(0, 0.8)
    pull = family.pull + rng.gauss(0, 3)
    pattern = numbers.single(_pattern) if noun.tracking == "serial" else None
    successors = [*names[1:], None]
    return [
        Draft(name, successor, family, noun, variant, size, pull - 99 * bool(successor), pattern)
        for name, successor in zip(names, successors, strict=True)
    ]


def _pattern(rng: Random) -> str:
    """A serial pattern such as `K4B\\d{6}`: its letters tell which article a serial belongs to."""
    first, second = rng.choice(_PATTERN_LETTERS), rng.choice(_PATTERN_LETTERS)
    return rf"{first}{rng.randint(1, 9)}{second}\d{{6}}"


def _core_drafts(rng: Random, numbers: PartNumbers, remans: list[Draft]) -> list[Draft]:
    """The old unit behind each remanufactured part, under a number of its own."""
    family, index = FAMILY["cores"], len(FAMILIES) - 1
    drafts = []
    for reman in remans:
        noun = Noun(f"Core, {reman.noun.text.split(',')[0].lower()}", reman.noun.size)
        name = numbers.chain(index, family.prefix, 1)[0]
        drafts.append(Draft(name, None, family, noun, reman.variant, reman.size, -200.0, None))
    return drafts


def _cores(drafts: list[Draft]) -> dict[str, str]:
    """Remanufactured part to core, in the order in which the cores were drafted."""
    remans = [d.number for d in drafts if d.family.key == "reman"]
    cores = [d.number for d in drafts if d.family.key == "cores"]
    return dict(zip(remans, cores, strict=True))


def _ranked_volumes(drafts: list[Draft]) -> dict[str, int]:
    order = sorted(drafts, key=lambda d: (d.size, d.number))
    curve = volume_curve(len(order))
    return {d.number: VARIANT_ML.get(d.variant, v) for d, v in zip(order, curve, strict=True)}


def _ranked_classes(drafts: list[Draft], fixed: list[dict[str, Any]]) -> dict[str, str]:
    """The most asked for are A; the tour's parts bring their class and use up its share."""
    order = sorted(drafts, key=lambda d: (-d.pull, d.number))
    top = PARTS * A_SHARE // 100 - sum(row["abc"] == "A" for row in fixed)
    middle = PARTS * B_SHARE // 100 - sum(row["abc"] == "B" for row in fixed)
    return {
        d.number: "A" if i < top else "B" if i < top + middle else "C"
        for i, d in enumerate(order)
    }


def _row(rng: Random, draft: Draft, volume_ml: int, reference: int | None) -> dict[str, Any]:
    noun = draft.noun
    weight_g = weight(rng, volume_ml, draft.family.density)
    return {
        "part": draft.number,
        "description": f"{noun.text}, {draft.variant}",
        "family": draft.family.key,
        "uom": "EA",
        "packs": packs(rng, volume_ml, weight_g, reference),
        "tracking": noun.tracking,
        "expires": noun.expires,
        "serial_pattern": draft.pattern,
        "hazard": hazard(noun.un) if noun.un else None,
        "critical": "safety" if noun.safety else "normal",
        "superseded_by": draft.successor,
        "weight_g": weight_g,
        "volume_ml": volume_ml,
        "reman": draft.family.key == "reman",
        "core": None,
        "core_deposit_minor": None,
    }


def _supply(rng: Random, numbers: PartNumbers, row: dict[str, Any]) -> None:
    """Who delivers the part, and every other number under which it may be scanned."""
    makers = [s for s in SUPPLIERS if row["family"] in s[3]]
    code, _, short, _ = rng.choice(makers)
    own = numbers.single(lambda r: f"{short}{r.randrange(1_000, 999_999)}")
    row["supplier"] = code
    row["aliases"] = [own, *(p["gtin"] for p in row["packs"] if p["gtin"])]
