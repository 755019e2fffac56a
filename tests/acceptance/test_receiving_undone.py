# SPDX-License-Identifier: Apache-2.0
"""Receiving taken back: until put-away by the worker, afterwards by a supervisor."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.goods import CARTON, TRUCK, notice
from tests.acceptance.served import Floor
from tests.domain.floor import line


def test_rc21_a_receipt_is_undone_until_putaway_and_corrected_after(
    floor: Floor, hire: Hire
) -> None:
    floor.office("asn_import", notice((CARTON, [line("BRK-10442", 10, "L26-0190")])))
    lopez = hire("lopez")
    lopez.tap("Receive")
    lopez.says(TRUCK)
    lopez.offline()
    lopez.scan("DOCK-01", CARTON)
    lopez.says("Scan the carton again")
    lopez.again(CARTON)
    lopez.says("Received")
    lopez.shot("rc21")
    lopez.tap("Undo")
    lopez.says("Take back this receipt", "BRK-10442")
    lopez.shot("rc21")
    lopez.tap("Not received")
    lopez.says("Taken back")
    lopez.shot("rc21")
    lopez.online()
    assert floor.stock() == {}
    assert floor.tasks("putaway") == []
    lopez.caught_up()
    lopez.again(CARTON)
    lopez.says("Scan the carton again")
    lopez.again(CARTON)
    lopez.says("Received")
    lopez.sent()
    _, receipt = lopez.told("receipt")
    assert floor.questions() == [], "a second receipt after an undo is the first"
    body = receipt["body"]
    floor.tell("putaway", {"source": f"lpn:{CARTON}", "target": "A07-032-C",
                           "lines": [line("BRK-10442", 10, "L26-0190")]})  # fmt: skip
    late = floor.tell("undo", {
        "undoes": receipt["op_id"], "verb": "receipt", "source": f"lpn:{CARTON}", "lpn": CARTON,
        "lines": [line("BRK-10442", 10, "L26-0190")], "asn": body["asn"],
    }, actor="lopez")  # fmt: skip
    [question] = floor.questions("undone_late")
    assert "adjustment" in question["body"]["decisions"]
    floor.ask("adjustment", {
        "holder": "A07-032-C", "part": "BRK-10442", "lot": "L26-0190", "quantity": -10,
        "reason": "received wrongly", "corrects": late,
    })  # fmt: skip
    assert floor.questions("undone_late") == []
    assert floor.stock("BRK-10442") == {}
