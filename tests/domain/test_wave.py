# SPDX-License-Identifier: Apache-2.0
"""Orders of a route are released together in time for its cut-off; emergencies wait for nobody."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.books import Order, OrderLine
from backend.domain.plan.wave import Due, Pace, due, waves

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PACE = Pace(timedelta(hours=2), timedelta(minutes=1), timedelta(hours=4), lines_max=10)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def test_an_emergency_is_released_at_once_first_and_by_itself() -> None:
    stock = Due("S1", at(-1), route="NORTH", cut_off=at(1))
    first = Due("V1", at(0), priority="VOR", route="NORTH", cut_off=at(9))
    second = Due("V2", at(-2), priority="VOR")
    released, later = waves([stock, second, first], NOON, PACE)
    assert [wave.orders for wave in released] == [("V1",), ("V2",), ("S1",)]
    assert [wave.why for wave in released] == ["vor", "vor", "cut_off_near"]
    assert later == ()


def test_orders_of_one_route_and_cut_off_go_together_the_oldest_first() -> None:
    north = [Due(name, at(ago), route="N", cut_off=at(2)) for name, ago in (("N2", -1), ("N1", -3))]
    south = Due("S1", at(-2), route="S", cut_off=at(1))
    released, _ = waves([*north, south], NOON, PACE)
    assert [wave.orders for wave in released] == [("S1",), ("N1", "N2")]


def test_a_route_is_released_earlier_the_more_lines_it_has() -> None:
    cut_off = at(2.1)
    few, many = (Due("N1", at(-1), lines, route="N", cut_off=cut_off) for lines in (5, 7))
    assert waves([few], NOON, PACE)[0] == ()
    (later,) = waves([few], NOON, PACE)[1]
    assert (later.why, later.release_at) == ("not_yet", cut_off - timedelta(hours=2, minutes=5))
    assert waves([few], later.release_at, PACE)[0][0].why == "cut_off_near"
    assert waves([many], NOON, PACE)[0][0].orders == ("N1",)


def test_what_missed_its_cut_off_is_not_forgotten_and_says_so() -> None:
    near = Due("N1", at(-1), route="N", cut_off=at(0.5))
    missed = Due("M1", at(-9), route="M", cut_off=NOON)
    released, _ = waves([near, missed], NOON, PACE)
    assert [(wave.orders, wave.why) for wave in released] == [
        (("M1",), "cut_off_passed"),
        (("N1",), "cut_off_near"),
    ]


def test_an_order_without_a_cut_off_waits_for_others_but_not_for_ever() -> None:
    old, young = Due("O1", at(-3.9), route="N"), Due("O2", at(-1), route="N")
    assert waves([old, young], NOON, PACE)[0] == ()
    (wave,) = waves([old, young], at(0.1), PACE)[0]
    assert (wave.orders, wave.why) == (("O1", "O2"), "waited")


def test_a_wave_is_no_larger_than_the_site_wants_and_splits_no_order() -> None:
    orders = [Due(f"N{n}", at(n - 5), 4, route="N", cut_off=at(1)) for n in range(3)]
    large = Due("N9", at(-9), 99, route="N", cut_off=at(1))
    released, _ = waves([*orders, large], NOON, PACE)
    assert [wave.orders for wave in released] == [("N9",), ("N0", "N1"), ("N2",)]


DUES = st.lists(
    st.builds(
        Due,
        order=st.integers(0, 99).map(str),
        created=st.integers(-9, 0).map(at),
        lines=st.integers(0, 12),
        priority=st.sampled_from(["VOR", "STOCK"]),
        route=st.sampled_from(["", "N", "S"]),
        cut_off=st.none() | st.integers(-2, 9).map(at),
    ),
    max_size=12,
    unique_by=lambda one: one.order,
)


@given(DUES)
def test_every_order_is_in_one_wave_and_emergencies_in_the_first(dues: list[Due]) -> None:
    released, later = waves(dues, NOON, PACE)
    told = [order for wave in (*released, *later) for order in wave.orders]
    assert sorted(told) == sorted(one.order for one in dues)
    emergencies = {one.order for one in dues if one.priority == "VOR"}
    assert {order for wave in released[: len(emergencies)] for order in wave.orders} == emergencies
    again = waves(list(reversed(dues)), NOON, PACE)
    assert {*again[0], *again[1]} == {*released, *later}
    assert all(wave.release_at > NOON for wave in later)


def test_an_order_of_the_books_knows_its_carrier_and_the_day() -> None:
    lines = (OrderLine("O1", 1, "P", 2, picked=2), OrderLine("O1", 2, "P", 2, picked=1))
    details = {"asked": {"carrier": "SAIA"}, "imported_at": "2026-03-01T08:30:00.000Z"}
    order = Order("O1", "C1", must_ship="2026-03-02", lines=lines, details=details)
    told = due(order, {"SAIA": time(16, tzinfo=UTC)})
    assert told == Due(
        "O1", datetime(2026, 3, 1, 8, 30, tzinfo=UTC), 1, "STOCK", "SAIA", at(4)
    )


def test_without_a_day_or_a_timetable_there_is_no_cut_off() -> None:
    details = {"asked": {"carrier": None}, "imported_at": "2026-03-01T08:30:00.000Z"}
    for must_ship in ("", "soon", "2026-03-02"):
        order = Order("O1", "C1", must_ship=must_ship, priority="VOR", details=details)
        assert due(order, {"SAIA": time(16, tzinfo=UTC)}).cut_off is None


def test_an_order_that_was_told_its_cut_off_leaves_by_that_one() -> None:
    told = "2026-03-02T12:30:00.000Z"
    details = {"asked": {"carrier": "SAIA", "cut_off": told},
               "imported_at": "2026-03-01T08:30:00.000Z"}  # fmt: skip
    order = Order("O1", "C1", must_ship="2026-03-02", details=details)
    wanted = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    assert due(order, {}).cut_off == wanted
    assert due(order, {"SAIA": time(16, tzinfo=UTC)}).cut_off == wanted
