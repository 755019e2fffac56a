# SPDX-License-Identifier: Apache-2.0
"""What a supervisor answers, and what a worker's handheld makes of it."""

from __future__ import annotations

from tests.acceptance.conftest import Hire
from tests.acceptance.served import Floor

BIN, STRANGE = "A07-032-C", "NB-S1/2027-04 0931"


def test_rc7_cc5_a_code_that_was_matched_is_known_at_the_next_scan(
    floor: Floor, hire: Hire
) -> None:
    floor.tell("unknown_scan", {"raw": STRANGE, "where": "count.unknown", "holder": BIN,
                                "quantity": 3, "note": ""})  # fmt: skip
    [question] = floor.questions("unknown_barcode")
    floor.ask("code_match", {
        "exception": question["exception"], "part": "FLT-00318", "holder": BIN, "quantity": 3,
        "lot": None, "alias": STRANGE,
    })  # fmt: skip
    assert floor.stock("FLT-00318") == {(BIN, "", ""): 3}
    assert floor.questions("unknown_barcode") == []
    lopez = hire("lopez")
    lopez.offline()
    lopez.tap("Look up")
    lopez.scan(STRANGE)
    lopez.says("FLT-00318")
