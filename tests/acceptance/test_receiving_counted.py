# SPDX-License-Identifier: Apache-2.0
"""Receiving: counted before the paper is believed, and straight on to an order that waits."""

from __future__ import annotations

from backend.domain.policy import SETTINGS
from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, CARTON_2, PALLET, notice, order
from tests.acceptance.served import Floor
from tests.acceptance.test_receiving import PADS, receiving
from tests.domain.floor import SUPPLIER, line


def sets(floor: Floor, key: str, value: bool | int) -> None:
    assert key in SETTINGS
    floor.ask("policy_change", {"base": 0, "changes": {key: value}})


def test_rc1_received_blind_each_line_is_counted_before_its_number_is_shown(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [PADS])))
    sets(floor, "receive.blind", True)
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.says("How many are inside?", "BRK-10442")
    lopez.silent_of("All is as announced")
    lopez.shot("rc1-blind")
    lopez.number(8)
    lopez.tap("Record 8, 2 too few")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 8}
    assert len(floor.questions("receipt_difference")) == 1


def test_rc2_a_plate_that_is_drawn_is_opened_and_counted(floor: Floor, hire: Hire) -> None:
    goods = notice((CARTON, [PADS]), (CARTON_2, [line("FLT-00318", 6)]), pallet=PALLET)
    floor.office("asn_import", goods)
    sets(floor, "receive.open_percent", 100)
    lopez = receiving(hire)
    lopez.scan(PALLET)
    lopez.tap("All cartons here")
    lopez.says("Count first")
    lopez.shot("rc2-count-first")
    lopez.scan(CARTON_2)
    lopez.number(6)
    lopez.tap("All is as announced")
    lopez.online()
    assert floor.stock() == {(f"lpn:{CARTON_2}", "FLT-00318", ""): 6}
    assert floor.questions() == []


def test_rc2_more_plates_are_opened_of_a_supplier_with_a_low_score(
    floor: Floor, hire: Hire
) -> None:
    floor.has({"suppliers": [{"supplier": SUPPLIER, "name": "Northgate", "score": 82}]})
    sets(floor, "receive.open_percent_low", 100)
    floor.office("asn_import", notice((CARTON, [PADS])))
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.says("How many are inside?", "Open and count", "The supplier's score is 82 of 100")
    lopez.shot("rc2-score")
    lopez.number(9)
    lopez.tap("Record 9, 1 too few")
    lopez.online()
    assert floor.stock("BRK-10442") == {(f"lpn:{CARTON}", "L26-0190", ""): 9}


def test_rc18_what_an_order_waits_for_goes_straight_to_packing(floor: Floor, hire: Hire) -> None:
    floor.office("order_import", order("O-1", ("FLT-00318", 6), priority="VOR"))
    floor.office("asn_import", notice((CARTON, [line("FLT-00318", 6)])))
    lopez = receiving(hire)
    lopez.scan(CARTON)
    lopez.tap("All is as announced")
    lopez.says("Take it to packing", "An order waits", "O-1")
    lopez.shot("rc18")
    lopez.tap("6 go to packing")
    lopez.says("1 of 1 cartons received")
    lopez.online()
    assert floor.tasks("putaway") == []
    [task] = floor.tasks("pick")
    assert (task["body"]["source"], task["body"]["location"]) == (f"lpn:{CARTON}", "DOCK-01")
