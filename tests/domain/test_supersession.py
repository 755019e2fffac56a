# SPDX-License-Identifier: Apache-2.0
"""PK7, RC8: which number serves for which, what covers an order line, and no circles ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.parts import Part, SupersessionPolicy
from backend.domain.rules.masters import supersession_from
from backend.domain.serve import Cover, cover, may_serve
from backend.domain.substitutes import Price, Substitute, may_substitute
from backend.domain.supersession import (
    DEPTH_MAX,
    Interchange,
    Join,
    Strategy,
    Successor,
    Supersession,
    admit,
    faults,
    links_of,
)
from tests.domain.floor import Floor

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/supersession.json").read_text())
DAY = "2026-11-30"
FULL = Interchange.FULL


def link(old: str, *new: str | tuple[str, int], **more: Any) -> Supersession:
    """A link; successors by name, or by name and factor."""
    each = tuple(Successor(one) if isinstance(one, str) else Successor(*one) for one in new)
    return Supersession(old, each, **more)


def served(links: list[Supersession], ordered: str) -> list[str]:
    """Numbers that may be given, in the order of the promise."""
    return [one.part for one in may_serve(links, ordered, DAY)]


KIT = link("A", "B", ("C", 2), join=Join.AND)
CASES = {
    "forward chain": ([link("P1", "P2"), link("P2", "P3")], "P1", ["P1", "P2", "P3"]),
    "full chain": (
        [link("P1", "P2", kind=FULL), link("P2", "P3", kind=FULL)], "P2", ["P2", "P1", "P3"]),
    "forward, then full, from the middle": (
        [link("P1", "P2"), link("P2", "P3", kind=FULL)], "P2", ["P2", "P3"]),
    "forward, then full, from the end": (
        [link("P1", "P2"), link("P2", "P3", kind=FULL)], "P3", ["P3", "P2"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_pk7_may_ship(case: str) -> None:
    links, ordered, expected = CASES[case]
    assert served(links, ordered) == expected


def test_pk7_a_set_covers_what_the_ordered_part_does_not() -> None:
    found = cover([KIT], "A", 4, {"A": 1, "B": 10, "C": 5}, DAY)
    assert found == Cover({"A": 1, "B": 2, "C": 4}, backorder=1)


def test_pk7_a_circle_is_named() -> None:
    (first, second) = faults([link("A", "B"), link("B", "A")])
    assert (first.number, first.text) == (0, "A -> B -> A is a circle")
    assert (second.number, second.text) == (1, "B -> A -> B is a circle")


def test_pk7_withdrawn_without_a_successor_is_refused() -> None:
    assert cover([link("A")], "A", 3, {"A": 0}, DAY) == Cover(refused=3)
    assert cover([link("A")], "A", 3, {"A": 1}, DAY) == Cover({"A": 1}, refused=2)
    assert cover([link("A", "B"), link("B")], "A", 3, {}, DAY) == Cover(refused=3)


@pytest.mark.parametrize("row", VECTORS["vectors"], ids=lambda row: row["name"])
def test_the_device_and_the_server_serve_the_same(row: dict[str, Any]) -> None:
    links = [supersession_from(one) for one in row["links"]]
    for some in (links, links[::-1]):
        found = may_serve(some, row["ordered"], row["on_day"], fits=row["fits"],
                          safety=row["safety"])  # fmt: skip
        told = [
            {"part": one.part, "factor": one.factor, "why": one.why.value, "via": list(one.via),
             "together": list(one.together)}
            for one in found
        ]  # fmt: skip
        assert told == row["serve"]


COVERS: dict[str, tuple[list[Supersession], int, dict[str, int], bool, Cover]] = {
    "the ordered one first": (
        [link("A", "B")], 5, {"A": 3, "B": 9}, True, Cover({"A": 3, "B": 2})),
    "no mix within one order line: what covers it by itself": (
        [link("A", "B")], 5, {"A": 3, "B": 9}, False, Cover({"B": 5})),
    "no mix: what covers most, the rest waits": (
        [link("A", "B")], 5, {"A": 3, "B": 2}, False, Cover({"A": 3}, backorder=2)),
    "no mix: the first of two that cover it": (
        [link("A", "B")], 2, {"A": 3, "B": 2}, False, Cover({"A": 2})),
    "factors, whole units only": (
        [link("A", ("B", 2))], 4, {"B": 5}, True, Cover({"B": 4}, backorder=2)),
    "a set is not broken": (
        [KIT], 1, {"B": 4, "C": 1}, True, Cover({}, backorder=1)),
    "what follows a number of a set fills up": (
        [KIT, link("C", ("D", 3))], 3, {"B": 9, "C": 2, "D": 12}, True,
        Cover({"B": 3, "C": 2, "D": 12})),
    "a set without mixing takes each line from one number": (
        [KIT, link("C", ("D", 3))], 3, {"B": 9, "C": 2, "D": 12}, False,
        Cover({"B": 2, "D": 12}, backorder=1)),
    "the same part twice in a set is not given twice": (
        [link("A", "B", "C", join=Join.AND), link("B", "D"), link("C", "D")], 2, {"D": 3}, True,
        Cover({"D": 2}, backorder=1)),
    "what is given by itself is not given again in a set": (
        [link("A", "C", "D"), link("D", "B", "C", join=Join.AND)], 3, {"B": 5, "C": 2}, True,
        Cover({"C": 2}, backorder=1)),
    "a set of which one number was withdrawn never comes": (
        [KIT, link("C")], 2, {"A": 1, "B": 9}, True, Cover({"A": 1}, refused=1)),
    "a circle leads nowhere": (
        [link("A", "B"), link("B", "A")], 2, {"B": 1}, True, Cover({"B": 1}, refused=1)),
    "a number below zero is none": ([], 2, {"A": -5}, True, Cover({}, backorder=2)),
}  # fmt: skip


@pytest.mark.parametrize("case", COVERS)
def test_pk7_covering_an_order_line(case: str) -> None:
    links, quantity, stock, mix, expected = COVERS[case]
    assert cover(links, "A", quantity, stock, DAY, mix=mix) == expected


WRONG = {
    "a part is not replaced by itself": link("A", "A"),
    "names a successor twice": link("A", "B", ("B", 2)),
    "at least one unit of each successor": link("A", ("B", 0)),
    "full interchange is of one number for one other, unit for unit": replace(KIT, kind=FULL),
    "a switch on a day needs the day": link("A", "B", strategy=Strategy.DATE),
    "30.11.2026 is not a day like 2026-11-23": link("A", "B", valid_from="30.11.2026"),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_link_that_makes_no_sense_is_refused_in_words(text: str) -> None:
    assert [fault.text for fault in faults([WRONG[text]])] == [text]
    assert list(faults([replace(WRONG[text], active=False)])) == []


def test_a_chain_has_an_end() -> None:
    chain = [link(f"N{n:02}", f"N{n + 1:02}") for n in range(DEPTH_MAX)]
    assert list(faults(chain)) == []
    for more in (link("N10", "N11"), link("MINUS", "N00")):
        assert {fault.text for fault in faults([more], chain)} == {
            "makes a chain of more than 10 links"
        }


def test_a_file_may_turn_a_chain_round() -> None:
    back = [replace(link("A", "B"), active=False), link("B", "A")]
    assert list(faults(back, [link("A", "B")])) == []
    assert admit(back, [link("A", "B")]) == (back, [])


def test_of_two_rows_on_one_link_the_last_counts() -> None:
    told = [link("A", "A"), link("A", "B")]
    assert list(faults(told)) == []
    assert admit(told, []) == (told[1:], [])


def test_what_a_link_that_is_left_out_would_have_replaced_still_counts() -> None:
    told = [link("A", "C"), link("C", "A"), link("B", "A")]
    taken, words = admit(told, [link("A", "B")])
    assert taken == []
    assert words[-1] == "B: B -> A -> B is a circle"


def test_a_part_tells_of_its_successor_until_a_link_is_filed() -> None:
    part = Part("A", superseded_by="B", supersession=SupersessionPolicy.IMMEDIATE)
    parts = [part, Part("B", superseded_by="C"), Part("C")]
    assert served(links_of(parts, []), "A") == ["B", "C"]
    filed = [link("A", "D"), link("B", "E", condition="model-7")]
    assert served(links_of(parts, filed), "A") == ["A", "D"]
    assert served(links_of(parts, filed), "B") == ["B", "C"]
    assert served(links_of(parts, [replace(filed[0], active=False)]), "A") == ["B", "C"]


NAMES = st.sampled_from("ABCDEF")
LINKS = st.lists(
    st.builds(
        Supersession,
        NAMES,
        st.lists(st.builds(Successor, NAMES, st.integers(1, 3)), max_size=2).map(tuple),
        kind=st.sampled_from(Interchange),
        join=st.sampled_from(Join),
        condition=st.sampled_from(["", "model-7"]),
        strategy=st.sampled_from([Strategy.USE_UP, Strategy.IMMEDIATE]),
        valid_from=st.sampled_from(["", "2026-01-01", "2027-01-01"]),
        active=st.booleans(),
    ),
    max_size=8,
)


def walk(after: Mapping[str, set[str]], start: str) -> set[str]:
    """Every number behind another one."""
    seen, waiting = set[str](), [start]
    while waiting:
        news = after.get(waiting.pop(), set()) - seen
        seen |= news
        waiting += news
    return seen


@given(LINKS, LINKS)
def test_no_circle_is_accepted(first: list[Supersession], second: list[Supersession]) -> None:
    known, _ = admit(first, [])
    taken, _ = admit(second, known)
    after: dict[str, set[str]] = {}
    for one in {one.key: one for one in (*known, *taken)}.values():
        if one.active:
            after.setdefault(one.old, set()).update(new.part for new in one.new)
    assert not [old for old in after if old in walk(after, old)]
    assert len({one.key for one in taken}) == len(taken)


@given(st.data(), LINKS, NAMES)
def test_the_order_of_links_does_not_matter(
    data: st.DataObject, links: list[Supersession], ordered: str
) -> None:
    stock = data.draw(st.dictionaries(NAMES, st.integers(0, 9)))
    other = data.draw(st.permutations(links))
    fits = data.draw(st.sets(st.just("model-7")))
    known = may_serve(links, ordered, DAY, fits=fits)
    assert may_serve(other, ordered, DAY, fits=fits) == known
    assert cover(other, ordered, 5, stock, DAY) == cover(links, ordered, 5, stock, DAY)
    unlike = [one for one in known if (one.part, one.together) == (ordered, ())][1:]
    assert unlike == []


@given(LINKS, NAMES)
def test_a_predecessor_that_is_only_forward_linked_is_left_out(
    links: list[Supersession], ordered: str
) -> None:
    links, _ = admit(links, [])
    full = {one.old for one in links if one.kind is FULL}
    after: dict[str, set[str]] = {}
    for one in links:
        after.setdefault(one.old, set()).update(new.part for new in one.new if one.active)
    behind = walk(after, ordered)
    for part in (one.part for one in may_serve(links, ordered, DAY, fits={"model-7"})):
        assert part == ordered or part in behind or part in full


@given(LINKS, st.integers(0, 9), st.dictionaries(NAMES, st.integers(0, 9)), st.booleans())
def test_nothing_is_covered_twice_or_with_what_is_not_there(
    links: list[Supersession], quantity: int, stock: dict[str, int], mix: bool
) -> None:
    links, _ = admit(links, [])
    found = cover(links, "A", quantity, stock, DAY, mix=mix)
    assert all(0 < n <= stock[part] for part, n in found.ship.items())
    assert 0 <= found.backorder + found.refused <= quantity
    assert not (found.backorder and found.refused)
    assert found.ship.keys() <= set(served(links, "A"))


def test_pk8_approved_substitutes() -> None:
    approved = [
        Substitute("OIL-2", "OIL-1", price=Price.CALL),
        Substitute("OIL-4", "OIL-1", ("DLR2207",)),
        Substitute("OIL-3", "OIL-1", active=False),
        Substitute("OIL-1", "OIL-9"),
    ]
    assert [one.part for one in may_substitute(approved, "OIL-1", "DLR2207")] == ["OIL-4", "OIL-2"]
    assert [one.part for one in may_substitute(approved, "OIL-1", "DLR3013")] == ["OIL-2"]
    assert may_substitute(approved, "OIL-1", "DLR2207", {"OIL-1"}) == ()
    assert may_substitute(approved, "OIL-1", "DLR3013", {"OIL-2"}) == ()


def test_an_import_files_links_and_leaves_circles_out() -> None:
    floor = Floor()
    rows = [{"old": "FLT-00318", "new": [{"part": "FLT-2"}], "kind": "full"},
            {"old": "FLT-2", "new": [{"part": "FLT-00318"}]},
            {"old": "FLT-9", "new": [], "strategy": "immediate"}]  # fmt: skip
    told = floor.tell("catalogue_import", {"supersessions": rows}, authority="admin").decision
    assert told.outcome == "accepted"
    assert told.detail["left_out"] == [
        "FLT-00318: FLT-00318 -> FLT-2 -> FLT-00318 is a circle",
        "FLT-2: FLT-2 -> FLT-00318 -> FLT-2 is a circle",
    ]
    assert list(floor.books.supersessions) == ["FLT-9||"]
    floor.tell("catalogue_import", {"supersessions": rows[:1]}, authority="admin")
    change = [{"old": "FLT-00318", "strategy": "immediate"}]
    floor.tell("catalogue_import", {"supersessions": change}, authority="admin")
    kept = floor.books.supersessions["FLT-00318||"]
    assert (kept.kind, kept.strategy, kept.new) == ("full", "immediate", (Successor("FLT-2"),))


def test_an_import_files_substitutes() -> None:
    floor = Floor()
    for row in ({"price": "call"}, {"customers": ["DLR2207"]}):
        body = {"substitutes": [{"part": "FLT-2", "for_part": "FLT-00318", **row}]}
        floor.tell("catalogue_import", body, authority="admin")
    kept = floor.books.substitutes["FLT-00318|FLT-2"]
    assert (kept.price, kept.customers, kept.active) == ("call", ("DLR2207",), True)
