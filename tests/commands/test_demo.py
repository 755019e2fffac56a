# SPDX-License-Identifier: Apache-2.0
"""The demo site in the books: whole, once, and as the tour needs it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.demo import load as demo_load
from backend.demo import returning as back
from backend.demo import tray
from backend.demo.load import Tools, demo_start, demo_tray, load_demo
from backend.demo.site import demo_site
from backend.keys import pepper
from backend.store import book_tables as t
from backend.store.identity_tables import actors
from backend.store.reverse_tables import reverse_records
from backend.use_cases.credentials import PinHasher
from backend.use_cases.import_edi import operation_text
from backend.use_cases.new_id import new_id
from tests.commands.conftest import Console, console
from tests.demo.faults import planning_faults

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def total(one: Console, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*where)
    found: int = one.database.read(lambda c: c.execute(query).scalar_one())
    return found


def test_the_books_hold_what_the_generator_made(demo: Console) -> None:
    start = demo_start(demo.database, "DC01")
    assert start is not None and start.finished
    made = demo_site(start.seed, start.at.date())
    assert total(demo, t.parts) == len(made.parts) == 5000
    assert total(demo, t.locations) == len(made.locations) == 3000
    units = sa.select(sa.func.sum(t.quants.c.quantity)).where(~t.quants.c.holder.like("@%"))
    on_hand = demo.database.read(lambda c: c.execute(units).scalar_one())
    assert on_hand == sum(row["quantity"] for row in made.opening)
    assert total(demo, t.asns) == len(made.asns) + 1
    assert total(demo, t.orders) == len(made.orders) + 1
    assert total(demo, actors) == len(made.actors) == 4
    assert total(demo, t.journal, t.journal.c.outcome != "accepted") == 0
    assert total(demo, t.exceptions) == 0


CORE = dict.fromkeys(("complete", "assembled", "no_crack", "no_fire_or_water",
                     "no_heavy_corrosion", "identification_legible"), True)  # fmt: skip


def tell(one: Console, kind: str, body: dict[str, Any], actor: str = "ana.lopez") -> Any:
    found, now = one.app.extensions["pickface"], datetime.now(UTC)
    with one.app.app_context():
        text = operation_text(new_id(now), kind, body, site="DC01", actor=actor, now=now)
        told = found.intake.tell(site="DC01", text=text, now=now)
    return told.outcome, told.reason


def test_goods_may_come_back_to_the_demo(demo: Console) -> None:
    """RT1, RT4, CO1, CO4, WA1, RM1 and RM2 find what they need."""
    start = demo_start(demo.database, "DC01")
    assert start is not None
    unit = back.exchange_part(demo_site(start.seed, start.at.date()).parts)
    at, plates = {"location": "DOCK-01"}, iter(tray.BACK_PLATES)
    rma = {"kind": "rma", "authorization": back.AUTHORIZATION, "customer": "DLR2207"}
    line = {"part": "FLT-00318", "quantity": 2, "condition": "used"}
    assert tell(demo, "return_receipt", {
        **at, **rma, "returned": "R-1", "lpn": next(plates), "lines": [line],
    }) == ("accepted", None)  # fmt: skip
    late = {**rma, "authorization": back.LATE_AUTHORIZATION, "customer": "DLR2301"}
    assert tell(demo, "return_receipt", {
        **at, **late, "returned": "R-2", "lpn": next(plates), "lines": [
            {"part": "FLT-00322", "quantity": 1, "condition": "used"}],
    })[1] == "return_provisional"  # fmt: skip
    core = {**at, "part": unit["core"], "sold_as": unit["part"], "customer": "DLR2207",
            "answers": CORE, "grade": "A"}  # fmt: skip
    assert tell(demo, "core_receipt", {
        **core, "core": "C-1", "lpn": next(plates), "serial": back.CORE_SERIAL,
        "tag": f"{back.SALE}|1|1",
    }) == ("accepted", None)  # fmt: skip
    assert tell(demo, "core_receipt", {
        **core, "core": "C-2", "lpn": next(plates), "customer": "DLR9999",
    })[1] == "core_unearned"  # fmt: skip
    module = {"part": "ECU-77810-AB", "quantity": 1, "serials": [back.FAILED_SERIALS[0]]}
    assert tell(demo, "return_receipt", {
        **at, "kind": "warranty", "claim": back.CLAIM, "customer": "DLR2207", "returned": "R-3",
        "lpn": next(plates), "lines": [module],
    }) == ("accepted", None)  # fmt: skip
    taken = {"part": unit["core"], "quantity": 1, "serials": [back.CORE_SERIAL]}
    source = f"lpn:{tray.BACK_PLATES[2]}"
    assert tell(demo, "reman_consume", {
        "order": back.REMAN_ORDER, "source": source, "lines": [taken],
    }) == ("accepted", None)  # fmt: skip
    assert tell(demo, "reman_output", {
        "order": back.REMAN_ORDER, "location": "PACK-01", "lpn": tray.CORE_BOX,
        "part": unit["part"], "serial": back.UNIT_SERIAL, "parent_part": unit["core"],
        "parent_serial": back.CORE_SERIAL,
    }) == ("accepted", None)  # fmt: skip
    r = reverse_records.c
    query = sa.select(r.kind, r.name, r.body)
    kept = {(row.kind, row.name): row.body
            for row in demo.database.read(lambda c: c.execute(query).all())}  # fmt: skip
    assert kept["authorization", back.AUTHORIZATION]["received"] == {"1": 2}
    assert kept["core_deposit", f"{back.SALE}|1|1"]["state"] == "paid"
    assert kept["claim", back.CLAIM]["state"] == "part_received"
    order = kept["reman_order", back.REMAN_ORDER]
    assert (order["taken"], order["made"]) == (1, 1)
    assert demo.run("verify", "--replay").exit_code == 0


def test_the_truck_is_sent_where_the_tray_says(demo: Console) -> None:
    tray = demo_tray(demo.database, "DC01")
    assert tray is not None
    bins = {item["label"] for group in tray["groups"] if group["title"] == "Put away"
            for item in group["items"] if "the tour sends" in item["hint"]}  # fmt: skip
    query = sa.select(t.asns.c.body).where(t.asns.c.asn == "SHP260302A")
    notice = demo.database.read(lambda c: c.execute(query).scalar_one())
    lines = [line for pack in notice["packs"] for line in pack["lines"]]
    assert {line["putaway"]["location"] for line in lines} == bins
    assert {line["part"] for line in lines if line["hold"]} == {"ECU-77810-AB"}


def notices(demo: Console) -> list[dict[str, Any]]:
    """As they are kept, with the place of each line."""
    return [row.body for row in demo.database.read(lambda c: c.execute(sa.select(t.asns)).all())]


def test_no_bin_of_the_demo_is_promised_to_two_kinds_of_goods(demo: Console) -> None:
    start = demo_start(demo.database, "DC01")
    assert start is not None
    kept = notices(demo)
    planned = [x["putaway"] for asn in kept for pack in asn["packs"] for x in pack["lines"]]
    assert len(planned) > 80 and all(planned)
    assert not planning_faults(demo_site(start.seed, start.at.date()), kept)


def test_making_it_again_changes_nothing(demo: Console) -> None:
    before = total(demo, t.journal), total(demo, t.moves)
    again = demo.run("demo", "create", "--seed", "9")
    assert again.exit_code == 0 and "is there" in again.output
    assert (total(demo, t.journal), total(demo, t.moves)) == before


def tools_of(one: Console, tmp_path: Path) -> Tools:
    services = one.app.extensions["pickface"]
    pins = PinHasher(pepper(tmp_path / "var/keys"))
    return Tools(one.database, services.intake.tell, services.import_edi, pins)


def test_a_set_up_that_was_cut_short_goes_on_the_next_day_where_it_stopped(
    empty: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_load, "demo_site", small_site)
    tools = tools_of(empty, tmp_path)

    class Cut(Exception):
        pass

    def cut(done: int, total: int, name: str) -> None:
        if done == 5:
            raise Cut

    with pytest.raises(Cut):
        load_demo(tools, "DC01", NOW, say=cut)
    assert total(empty, t.journal) == 5
    assert load_demo(tools, "DC01", NOW + timedelta(days=1))
    assert not load_demo(tools, "DC01", NOW + timedelta(days=1))
    made = small_site(417, NOW.date())
    assert total(empty, t.moves) == sum(len(row["serials"]) or 1 for row in made.opening)
    assert total(empty, t.quarantine) == 0


def small_site(seed: int, today: object) -> demo_load.DemoSite:
    """The demo without most of its stock and orders."""
    whole = demo_site(seed, today)  # type: ignore[arg-type]
    return demo_load.DemoSite(**{
        **whole.plain(), "opening": whole.opening[:600], "orders": whole.orders[:2],
        "asns": whole.asns[:1], "qualified": whole.qualified[:500],
    })  # fmt: skip


def test_the_badges_of_the_tray_open_the_site(demo: Console) -> None:
    app = console(demo.url, Path(demo.app.extensions["pickface"].settings.var).parent,
                  PICKFACE_DEMO="1")  # fmt: skip
    browser, headers = app.app.test_client(), {"X-Pickface": "1"}
    taken = browser.post("/api/v1/devices/enrol", headers=headers, json={
        "token": "demo", "name": "Tour", "installation": "i-tour", "class": "handheld",
    })  # fmt: skip
    assert taken.status_code == 201, taken.text
    badge, pin = "DEMO-BADGE-LOPEZ-7F3K9Q2M6R8T4W1X5Z", "2207"
    answer = browser.post("/api/v1/session", headers=headers, json={"badge": badge, "pin": pin})
    assert answer.status_code == 200, answer.text
    tray = browser.get("/api/v1/demo/tray").get_json()
    assert [group["title"] for group in tray["groups"]][:2] == ["Sign in", "Receive the truck"]
    app.close()


def test_a_site_that_is_no_demo_shows_no_tray(demo: Console) -> None:
    answer = demo.app.test_client().get("/api/v1/demo/tray")
    assert answer.status_code == 404 and json.loads(answer.data)["code"] == "not_found"


def test_no_demo_goods_come_into_a_site_that_is_in_use(empty: Console, tmp_path: Path) -> None:
    assert empty.run("site", "create", "DC01", "--name", "Central Parts").exit_code == 0
    parts = tmp_path / "p.csv"
    parts.write_text("part,description\nBRK-1,Brake\n")
    assert empty.run("import-csv", "parts", str(parts)).exit_code == 0
    told = empty.run("demo", "create")
    assert told.exit_code == 1 and "in use" in told.output
    assert total(empty, t.parts) == 1 and total(empty, actors) == 0


def demo_path(one: Console) -> Path:
    return Path(str(one.database.engine.url.database))


def test_a_demo_is_thrown_away_when_somebody_says_so_and_made_anew(demo: Console) -> None:
    path = demo_path(demo)
    no = demo.run("demo", "reset", given="n\n")
    assert no.exit_code == 1 and "Remove" in no.output and path.exists()
    yes = demo.run("demo", "reset", given="y\n")
    assert yes.exit_code == 0 and "private" in yes.output
    assert [one.name for one in path.parent.glob("demo.sqlite3*")] == []
    again = demo.run("demo", "reset", "--yes")
    assert again.exit_code == 1 and "no demo" in again.output


def test_a_site_that_is_no_demo_is_never_thrown_away(empty: Console) -> None:
    assert empty.run("site", "create", "DC01", "--name", "Central Parts").exit_code == 0
    told = empty.run("demo", "reset", "--yes")
    assert told.exit_code == 1 and "no demo" in told.output and demo_path(empty).exists()


def test_a_demo_that_shares_its_database_stays(demo: Console) -> None:
    assert demo.run("site", "create", "DC02", "--name", "North").exit_code == 0
    told = demo.run("demo", "reset", "--yes")
    assert told.exit_code == 1 and "DC02" in told.output and demo_path(demo).exists()


def test_a_demo_that_is_being_served_stays(demo: Console) -> None:
    served = console(demo.url, demo_path(demo).parent)
    assert total(served, t.parts) == 5000
    told = demo.run("demo", "reset", "--yes")
    assert told.exit_code == 1 and "in use" in told.output
    assert total(served, t.parts) == 5000
    served.close()


def test_reset_leaves_a_demo_on_postgresql_to_its_own_commands(
    demo: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.database.engine.dialect, "name", "postgresql")
    told = demo.run("demo", "reset", "--yes")
    assert told.exit_code == 1 and "PostgreSQL" in told.output and demo_path(demo).exists()
