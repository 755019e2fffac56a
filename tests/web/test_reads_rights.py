# SPDX-License-Identifier: Apache-2.0
"""Who may read what: workers see stock and work, supervisors also what others did."""

from __future__ import annotations

import pytest

from tests.web.floor import Floor
from tests.web.test_who_may_call import BARRED, CHIEFS, EVERYBODY, PEOPLE, callers

RIGHTS = {
    ("GET", "/api/v1/stock"): PEOPLE,
    ("GET", "/api/v1/stock/none/availability"): PEOPLE,
    ("GET", "/api/v1/stock/holders/none"): PEOPLE,
    ("GET", "/api/v1/stock/plates?ending=none"): PEOPLE,
    ("GET", "/api/v1/stock/moves"): PEOPLE,
    ("GET", "/api/v1/orders"): PEOPLE,
    ("GET", "/api/v1/orders/none"): PEOPLE,
    ("GET", "/api/v1/orders/none/goods"): PEOPLE,
    ("GET", "/api/v1/asns"): PEOPLE,
    ("GET", "/api/v1/tasks"): PEOPLE,
    ("GET", "/api/v1/parts"): PEOPLE,
    ("GET", "/api/v1/parts/none"): PEOPLE,
    ("GET", "/api/v1/locations"): PEOPLE,
    ("GET", "/api/v1/holds"): PEOPLE,
    ("GET", "/api/v1/shipments"): PEOPLE,
    ("GET", "/api/v1/journal"): CHIEFS,
    ("GET", "/api/v1/journal/none"): CHIEFS,
    ("GET", "/api/v1/exceptions"): CHIEFS,
    ("GET", "/api/v1/erp/documents"): CHIEFS,
    ("POST", "/api/v1/imports/edi"): CHIEFS,
    ("GET", "/api/v1/demo/tray"): EVERYBODY,
}


def test_every_read_lets_in_exactly_those_whom_the_floor_wants(floor: Floor) -> None:
    wrong = []
    for who, caller in callers(floor).items():
        for (method, path), wanted in RIGHTS.items():
            answer = caller.ask(method, path, {} if method == "POST" else None)
            if (answer.status_code not in BARRED) != (who in wanted):
                wrong.append(f"{method} {path} as {who}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/stock", "/journal", "/orders", "/parts", "/holds", "/erp/documents"]
)
def test_a_page_that_nobody_gave_out_is_an_error_and_not_an_empty_list(
    floor: Floor, path: str
) -> None:
    chief = floor.signed_in("supervisor")
    for after in ("nowhere", "[]", "[1e400]", '["\\u0000"]'):
        answer = chief.ask("GET", f"/api/v1{path}", query_string={"after": after})
        assert (answer.status_code, answer.get_json()["where"]) == (422, "after")
