# SPDX-License-Identifier: Apache-2.0
"""Labels of goods that are only announced, and what is no proof that a label came out."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from backend.domain.parts import PackSize, Part
from backend.store import book_tables as t
from backend.store.feed_rows import part_body
from tests.web.floor import Caller, Floor
from tests.web.test_labels import a_site, act, ask, body, lopez

__all__ = ["lopez"]


def announce(connection: sa.Connection) -> None:
    """A pallet with two cartons of pads, and a carton of two parts."""

    def pack(lpn: str, parent: str | None, *lines: tuple[str, int, str]) -> dict[str, Any]:
        named = [{"part": part, "quantity": n, "lot": lot} for part, n, lot in lines]
        return {"lpn": lpn, "kind": "carton", "parent": parent, "lines": named}

    packs = [
        pack("006141410000001019", None),
        pack("006141410000001026", "006141410000001019", ("BRK-10442", 40, "L26-0188")),
        pack("006141410000001033", "006141410000001019", ("BRK-10442", 8, "L26-0190")),
        pack("006141410000001057", None, ("BRK-10442", 8, "L1"), ("SLT-00931", 24, "B9931")),
    ]
    connection.execute(sa.insert(t.asns), [{
        "site_id": "DC01", "asn": "SHP-1", "state": "announced", "body": {
            "asn": "SHP-1", "supplier": "SUP0417", "supplier_name": "Northgate Brake Co",
            "packs": packs,
        },
    }])
    sized = Part(part="BRK-10442", packs=(PackSize("EA", 1, "9501101530003"),))
    connection.execute(sa.update(t.parts).values(body=part_body(sized)))


@pytest.mark.parametrize(("sscc", "content"), [
    ("006141410000001026", {"gtin": "09501101530003", "total": "40", "lot": "L26-0188"}),
    ("006141410000001019", {"gtin": "09501101530003", "total": "48"}),
    ("006141410000001057", {}),
])  # fmt: skip
def test_an_announced_pack_has_its_supplier_and_content_before_it_arrives(
    floor: Floor, lopez: Caller, sscc: str, content: dict[str, str]
) -> None:
    a_site(floor)
    floor.database.write(announce)
    answer = body(lopez.get(f"/api/v1/labels/data?template=sscc&code={sscc}"))
    head = {"sscc": sscc, "sender": "NORTHGATE BRAKE CO", "to_name": "CENTRAL PARTS DC, DC01"}
    assert answer["data"] == head | content
    shown = body(lopez.post("/api/v1/labels/preview", {"template": "sscc", "data": answer["data"]}))
    assert shown["fault"] is None
    plate = body(lopez.get("/api/v1/labels/data?template=lpn&code=006141410000001057"))
    assert plate["data"]["content"] == "8 BRK-10442, 24 SLT-00931"


def test_a_plain_code_that_hands_can_type_confirms_no_print(floor: Floor, lopez: Caller) -> None:
    a_site(floor)
    job = ask(lopez)["job"]
    act(lopez, job, "hand_over")
    typed = act(lopez, job, "confirm", {"scan": "a07-032-c"})
    assert typed["fault"]["code"] == "job.not_scanned", "nobody saw a label"
