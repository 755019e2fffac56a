# SPDX-License-Identifier: Apache-2.0
"""What a count found where nobody expected it, and how it comes back (CC4)."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.served import Floor
from tests.acceptance.test_counting import BIN, counting, stocked
from tests.domain.floor import line

OTHER = "A02-015-B"


def test_cc4_what_was_found_elsewhere_is_taken_back_by_a_task(floor: Floor, hire: Hire) -> None:
    stocked(floor, BIN, line("FLT-00318", 4))
    lopez = counting(hire, OTHER)
    lopez.scan("FLT-00318")
    lopez.says("Type a number")
    lopez.tap("That is all in this bin")
    lopez.says("Not expected here", f"FLT-00318 belongs in {BIN}. Take it there.")
    lopez.tap("Count the next bin")
    lopez.says("Scan the bin")
    lopez.online()
    [task] = floor.tasks("move")
    told = task["body"]
    assert (told["source"], told["location"], told["quantity"]) == (OTHER, BIN, 1)
    lopez.caught_up()
    lopez.tap("Back")
    lopez.says("Not expected here")
    lopez.tap("Back")
    lopez.tap("Put away")
    lopez.says("FLT-00318")
    lopez.tap("FLT-00318")
    lopez.says(BIN, "A count found it here")
    lopez.shot("cc4-back")
    lopez.scan(BIN)
    lopez.says("Scan what you bring")
    lopez.sent()
    assert floor.stock("FLT-00318") == {(BIN, "", ""): 5}
    assert floor.tasks("move") == []
