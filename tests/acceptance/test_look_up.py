# SPDX-License-Identifier: Apache-2.0
"""A thing that is scanned before any work: what it is, and what can be done with it."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.served import Floor
from tests.acceptance.test_counting import BIN, all_of_it, found, stocked
from tests.domain.floor import line


def test_cc2_a_bin_that_is_to_be_counted_tells_no_number_and_its_label_begins_the_count(
    floor: Floor, hire: Hire
) -> None:
    stocked(floor, BIN, line("FLT-00318", 8317))
    lopez = hire("lopez")
    lopez.scan(BIN)
    lopez.says("8317", "Back to work")
    lopez.shot("lookup-bin")
    floor.ask("recount", {"holder": BIN})
    lopez.sent()
    lopez.caught_up()
    lopez.says("Being counted")
    lopez.silent_of("8317")
    lopez.tap("More")
    lopez.says("What is to be done?", "Put on hold")
    lopez.shot("lookup-doors")
    lopez.tap("Count it")
    lopez.says("Found in this bin")
    lopez.scan("FLT-00318")
    lopez.number(8317)
    all_of_it(lopez)
    lopez.online()
    assert found(lopez) == [("FLT-00318", None, 8317, [])]
