# SPDX-License-Identifier: Apache-2.0
"""Labels over HTTP: asked for once, printed at most once, and honest about what nobody knows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from backend.config import BadSetting, read_settings
from backend.domain.locations import Location
from backend.domain.parts import Part
from backend.store import book_tables as t
from backend.store.feed_rows import location_body, part_body
from backend.store.site import create_site
from backend.web.printing import KEY, Printing
from labels.queue import State
from tests.labels import readers
from tests.labels.fake_printer import FakePrinter, Mood
from tests.web.conftest import MakeFloor
from tests.web.floor import Caller, Floor

PLACE = {"code": "A07-032-C", "zone": "A", "level": "3", "confirm": "47"}
ASK = {"template": "location", "data": PLACE, "printer": "Browser", "request_key": "tap-1"}


@pytest.fixture
def lopez(floor: Floor) -> Caller:
    return floor.signed_in("worker")


def body(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def ask(caller: Caller, **more: Any) -> dict[str, Any]:
    return body(caller.post("/api/v1/labels/jobs", {**ASK, **more}))


def act(caller: Caller, job: dict[str, Any], verb: str, given: Any = None) -> dict[str, Any]:
    return body(caller.post(f"/api/v1/labels/jobs/{job['id']}/{verb}", given or {}))


def jobs(caller: Caller) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body(caller.get("/api/v1/labels/jobs"))["items"]
    return found


def a_site(floor: Floor) -> None:
    """One location, one part and one plate in the books."""

    def save(connection: sa.Connection) -> None:
        create_site(connection, "DC01", "Central Parts DC", "epoch-1")
        place = Location("A07-032-C", zone="A", level=3, confirm="47")
        part = Part(part="BRK-10442", description="Brake pad set, front axle")
        connection.execute(sa.insert(t.locations), [{
            "site_id": "DC01", "location": place.location, "role": "forward",
            "body": location_body(place),
        }])
        network = connection.scalar(sa.select(t.sites.c.network_id))
        connection.execute(sa.insert(t.parts), [
            {"network_id": network, "part": part.part, "body": part_body(part)}
        ])
        connection.execute(sa.insert(t.plates), [{
            "site_id": "DC01", "lpn": "L-004409", "holder": "A07-032-C", "occurred_at": 0,
            "op_id": "-", "device_id": "-", "error_ms": 0, "missing": False, "supplier": "",
            "receipt": "",
        }])
        connection.execute(sa.insert(t.quants), [{
            "site_id": "DC01", "holder": "lpn:L-004409", "part": "BRK-10442", "lot": "L1",
            "serial": "", "quantity": 40, "raw": 40,
        }])

    floor.database.write(save)


def test_nobody_types_a_confirmation_number(floor: Floor, lopez: Caller) -> None:
    a_site(floor)
    for scan in ("A07-032-C", "a07-032-c", ".LA07-032-CK"):
        answer = lopez.get(f"/api/v1/labels/data?template=location&code={scan}")
        assert body(answer) == {"code": "A07-032-C", "data": PLACE}
    answer = lopez.get("/api/v1/labels/data?template=lpn&code=.UL-0044099")
    assert body(answer)["data"] == {"lpn": "L-004409", "content": "40 BRK-10442"}
    answer = lopez.get("/api/v1/labels/data?template=part&code=BRK-10442")
    assert body(answer)["data"]["description"] == "Brake pad set, front axle"
    answer = lopez.get("/api/v1/labels/data?template=location&code=Z99-999-Z")
    assert body(answer)["data"] is None


def test_a_badge_is_not_printed_at_a_station(lopez: Caller) -> None:
    offered = [one["name"] for one in body(lopez.get("/api/v1/labels/templates"))["items"]]
    assert offered == ["hold", "location", "lpn", "part", "part_gtin", "sscc"]
    badge = {"template": "badge", "data": {}}
    assert lopez.post("/api/v1/labels/preview", badge).status_code == 422


def test_every_offered_template_shows_its_sample(lopez: Caller) -> None:
    for one in body(lopez.get("/api/v1/labels/templates"))["items"]:
        asked = {"template": one["name"], "data": one["sample"]}
        shown = body(lopez.post("/api/v1/labels/preview", asked))
        assert shown["fault"] is None and shown["svg"].startswith("<svg")
        assert one["identity"] in {field["name"] for field in one["fields"]}


def test_data_that_a_label_would_misrepresent_is_named_and_not_queued(lopez: Caller) -> None:
    wrong = {"sscc": "006141410000002010", "sender": "DC01", "to_name": "HILLSIDE"}
    asked = {"template": "sscc", "data": wrong}
    shown = body(lopez.post("/api/v1/labels/preview", asked))
    assert shown["svg"] is None and shown["fault"]["element"] == "sscc_symbol"
    assert ask(lopez, **asked)["fault"]["element"] == "sscc_symbol"
    assert jobs(lopez) == []


@pytest.mark.parametrize(("template", "change", "field", "words"), [
    ("location", {"confirm": "abc"}, "confirm", "the confirmation number of A07-032-C is 47"),
    ("location", {"confirm": "48"}, "confirm", "the confirmation number of A07-032-C is 47"),
    ("location", {"code": "NEW-1", "confirm": "^FS"}, "confirm", "1 to 3 digits"),
    ("part", {"quantity": "0"}, "quantity", "whole number from 1 to 999999"),
    ("part", {"quantity": "-4"}, "quantity", "whole number from 1 to 999999"),
    ("part", {"quantity": "abc"}, "quantity", "whole number from 1 to 999999"),
    ("part", {"bin": "NOWHERE"}, "bin", "there is no bin NOWHERE"),
])  # fmt: skip
def test_what_the_books_know_better_is_not_printed(
    floor: Floor, lopez: Caller, template: str, change: dict[str, str], field: str, words: str
) -> None:
    a_site(floor)
    part = {"part": "BRK-10442", "quantity": "4", "bin": "A07-032-C"}
    good = PLACE if template == "location" else part
    asked = {"template": template, "data": good | change}
    fault = body(lopez.post("/api/v1/labels/preview", asked))["fault"]
    assert fault["field"] == field and words in fault["detail"]
    assert ask(lopez, **asked)["fault"] == fault and jobs(lopez) == []
    assert ask(lopez, template=template, data=good)["fault"] is None


def test_two_taps_on_print_are_one_label(lopez: Caller) -> None:
    assert ask(lopez) == ask(lopez)
    assert len(jobs(lopez)) == 1
    other = ask(lopez, data={**PLACE, "code": "A07-033-C"})
    assert other["fault"]["code"] == "job.key_reused"


@pytest.mark.parametrize("copies", [0, 51, "2", True])
def test_more_than_fifty_copies_are_a_slip_of_the_finger(lopez: Caller, copies: Any) -> None:
    answer = lopez.post("/api/v1/labels/jobs", {**ASK, "copies": copies})
    assert answer.status_code == 422
    assert answer.get_json()["where"] == "json.copies"


def test_a_browsers_label_reads_back_and_is_handed_to_one_window(lopez: Caller) -> None:
    job = ask(lopez, copies=2)["job"]
    assert (job["state"], job["kind"], job["identity"]) == ("queued", "browser", "A07-032-C")
    pdf = lopez.client.get(f"/api/v1/labels/jobs/{job['id']}/content")
    assert pdf.mimetype == "application/pdf"
    for page in (0, 1):
        found = readers.read(readers.pdf_image(pdf.data, 203, page))
        assert [content for _, content in found] == [b".LA07-032-CK"]
    assert act(lopez, job, "hand_over")["job"]["state"] == "sent"
    assert act(lopez, job, "hand_over")["fault"]["code"] == "job.state"


def test_a_label_that_came_out_is_confirmed_by_scanning_that_label(lopez: Caller) -> None:
    job = ask(lopez)["job"]
    act(lopez, job, "hand_over")
    wrong = act(lopez, job, "confirm", {"scan": ".UL-0044099"})
    assert wrong["fault"]["code"] == "job.other_label" and "L-004409" in wrong["fault"]["detail"]
    assert act(lopez, job, "confirm", {"scan": ".LA07-032-CK"})["job"]["state"] == "confirmed"


def test_a_label_that_is_not_there_ends_and_a_reprint_carries_its_number(lopez: Caller) -> None:
    asked = {"template": "lpn", "data": {"lpn": "L-004409"}}
    job = ask(lopez, **asked)["job"]
    act(lopez, job, "hand_over")
    assert act(lopez, job, "not_there")["job"]["state"] == "cancelled"
    again = {"reason": "did not come out", "request_key": "tap-2"}
    copy = act(lopez, job, "reprint", again)["job"]
    assert (copy["copy_no"], copy["parent_id"]) == (2, job["id"])
    assert copy["reason"] == "did not come out"
    assert act(lopez, job, "reprint", again)["job"]["id"] == copy["id"]
    third = act(lopez, copy, "reprint", {**again, "request_key": "tap-3"})["job"]
    assert third["copy_no"] == 3
    contents = [
        lopez.client.get(f"/api/v1/labels/jobs/{one['id']}/content").data for one in (job, copy)
    ]
    assert contents[0] != contents[1], "the copy says that it is one"


def test_a_reprint_without_a_reason_is_not_made(lopez: Caller) -> None:
    job = ask(lopez)["job"]
    path = f"/api/v1/labels/jobs/{job['id']}/reprint"
    assert lopez.post(path, {"reason": "", "request_key": "k"}).status_code == 422
    assert len(jobs(lopez)) == 1


def test_what_is_cancelled_stays_cancelled(lopez: Caller) -> None:
    job = ask(lopez)["job"]
    assert act(lopez, job, "cancel", {"reason": "wrong place"})["job"]["state"] == "cancelled"
    assert act(lopez, job, "hand_over")["fault"]["code"] == "job.state"
    assert act(lopez, job, "confirm")["fault"]["code"] == "job.state"


def test_a_job_that_nobody_asked_for_is_not_found(lopez: Caller) -> None:
    assert lopez.post("/api/v1/labels/jobs/none/confirm", {}).status_code == 404
    assert lopez.client.get("/api/v1/labels/jobs/none/content").status_code == 404


def test_the_queue_is_read_page_by_page(lopez: Caller) -> None:
    made = []
    for number in range(5):
        data = {**PLACE, "code": f"A07-03{number}-C"}
        made.append(ask(lopez, data=data, request_key=f"tap-{number}")["job"]["id"])
    first = body(lopez.get("/api/v1/labels/jobs?limit=3"))
    rest = body(lopez.get(f"/api/v1/labels/jobs?limit=3&after={first['next']}"))
    seen = [one["id"] for one in first["items"] + rest["items"]]
    assert sorted(seen) == sorted(made) and rest["next"] is None


# Printers of the building


@pytest.fixture
def close() -> Iterator[Callable[[Floor], Printing]]:
    """Ends a floor's printer threads after the test."""
    opened: list[Printing] = []

    def note(floor: Floor) -> Printing:
        opened.append(floor.app.extensions[KEY])
        return opened[-1]

    yield note
    for printing in opened:
        printing.close()


def settled(printing: Printing, id: str) -> State:
    """Waits for the threads to come to the end of a job."""
    resting = {State.QUEUED, State.CLAIMED, State.SENDING}
    for thread in printing._threads:
        while thread.is_alive():
            job = printing.jobs.get(id)
            assert job is not None
            if job.state not in resting:
                return job.state
            thread.join(0.02)
    raise AssertionError("the printer's thread has ended")


def test_a_folder_gets_each_label_as_one_file(
    make_floor: MakeFloor, tmp_path: Path, close: Callable[[Floor], Printing]
) -> None:
    floor = make_floor(PICKFACE_PRINTERS="Folder=file:out,Browser=browser")
    printing, lopez = close(floor), floor.signed_in("worker")
    job = ask(lopez, printer="Folder", copies=2)["job"]
    assert settled(printing, job["id"]) is State.SENT
    files = list((tmp_path / "var/out").iterdir())
    assert [file.name for file in files] == [f"{job['id']}.zpl"]
    assert files[0].read_bytes().count(b"^XA") == 2


@pytest.mark.parametrize(
    ("mood", "state"),
    [("normal", State.SENT), ("resets_mid_job", State.UNCERTAIN)],
)
def test_a_printer_on_the_network_prints_once_or_nobody_knows(
    make_floor: MakeFloor, close: Callable[[Floor], Printing], mood: Mood, state: State
) -> None:
    fake = FakePrinter()
    host = fake.serve(mood)
    floor = make_floor(
        PICKFACE_PRINTERS=f"Dock=tcp://{host}:{fake.port}",
        PICKFACE_PRINTER_NETWORKS="127.0.0.0/8",
    )
    printing, lopez = close(floor), floor.signed_in("worker")
    rows = [{**PLACE, "code": f"A07-{number:03d}-C"} for number in range(1, 400)]
    job = ask(lopez, printer="Dock", data=None, rows=rows)["job"]
    assert job["identity"] == "A07-001-C +398"
    assert settled(printing, job["id"]) is state
    fake.settle()
    assert len(fake.printed) == (len(rows) if state is State.SENT else len(fake.printed))
    shown = jobs(lopez)[0]
    assert shown["state"] == str(state) and shown["attempt"] == 1
    fake.close()


def test_a_printer_outside_the_configured_networks_is_never_called(
    make_floor: MakeFloor, close: Callable[[Floor], Printing]
) -> None:
    floor = make_floor(PICKFACE_PRINTERS="Dock=tcp://127.0.0.1:9100")
    printing, lopez = close(floor), floor.signed_in("worker")
    job = ask(lopez, printer="Dock")["job"]
    thread = printing._threads[0]
    while not (seen := jobs(lopez)[0])["detail"]:
        thread.join(0.02)
    assert seen["detail"].startswith("target.address")
    assert (seen["state"], seen["attempt"]) == ("failed_before_send", 1), "no try can mend it"
    assert seen["id"] == job["id"]


def test_a_printer_that_nobody_configured_is_said(lopez: Caller) -> None:
    assert ask(lopez, printer="Nowhere")["fault"]["code"] == "printer.unknown"


@pytest.mark.parametrize(
    "text",
    ["Dock", "Dock=", "=browser", "A=browser,A=browser", "Dock=ftp://1.2.3.4:21",
     "Dock=tcp://2130706433:9100", "Dock=browser;zpl", "Dock=file:out;dots"],
)
def test_a_printer_that_cannot_be_meant_stops_the_start(make_floor: MakeFloor, text: str) -> None:
    with pytest.raises(BadSetting, match="PICKFACE_PRINTERS"):
        make_floor(PICKFACE_PRINTERS=text)


def test_a_network_that_cannot_be_meant_stops_the_start() -> None:
    with pytest.raises(BadSetting, match="PICKFACE_PRINTER_NETWORKS"):
        read_settings({"PICKFACE_PRINTER_NETWORKS": "10.1.0.0/99"})


def test_where_a_printer_stands_is_not_told(make_floor: MakeFloor) -> None:
    floor = make_floor(PICKFACE_PRINTERS="Dock=tcp://10.1.2.3:9100;300")
    printers = body(floor.signed_in("worker").get("/api/v1/printers"))["items"]
    assert printers == [{"name": "Dock", "kind": "tcp", "format": "zpl", "dpi": 300}]
    printing: Printing = floor.app.extensions[KEY]
    assert dataclasses.asdict(printing.printers[0])["target"] == "tcp://10.1.2.3:9100"


# What a person reads when a label cannot be made


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"sscc": "006141410000002010"}, "sscc", "one is mistyped"),
        ({"sscc": "0061414"}, "sscc", "too few characters"),
        ({"to_name": "B" * 41}, "to_name", "more than 40 characters"),
        ({"to_name": ""}, "to_name", "needs it"),
        ({"total": "24"}, "", "fill in both, or neither"),
        ({"gtin": "09501101530004", "total": "24"}, "gtin", "one is mistyped"),
    ],
)
def test_the_field_that_is_wrong_is_named_in_words(
    lopez: Caller, data: dict[str, str], field: str, words: str
) -> None:
    good = {"sscc": "006141410000002016", "sender": "DC01", "to_name": "HILLSIDE"}
    asked = {"template": "sscc", "data": {**good, **data}}
    fault = body(lopez.post("/api/v1/labels/preview", asked))["fault"]
    assert fault["field"] == field and words in fault["detail"]
    assert "_" not in fault["detail"], "no name of a program's"
    assert ask(lopez, **asked)["fault"] == fault


def test_a_packed_carton_has_its_customer_before_it_stands_anywhere(
    floor: Floor, lopez: Caller
) -> None:
    a_site(floor)
    carton = "006141410000002016"

    def pack(connection: sa.Connection) -> None:
        connection.execute(sa.insert(t.quants), [{
            "site_id": "DC01", "holder": f"lpn:{carton}", "part": "BRK-10442", "lot": "L1",
            "serial": "", "quantity": 4, "raw": 4,
        }])
        connection.execute(sa.insert(t.orders), [{
            "site_id": "DC01", "order_id": "DLR-1", "state": "picked", "priority": "VOR", "body": {
                "order": "DLR-1", "name": "Hillside Motors", "customer": "C-1",
                "details": {"cartons": [f"lpn:{carton}"]},
            },
        }])

    floor.database.write(pack)
    answer = lopez.get(f"/api/v1/labels/data?template=sscc&code={carton}")
    assert body(answer)["data"]["to_name"] == "HILLSIDE MOTORS"
    assert body(lopez.get(f"/api/v1/labels/data?template=lpn&code={carton}"))["data"] is not None
    unknown = lopez.get("/api/v1/labels/data?template=sscc&code=006141410000002023")
    assert body(unknown)["data"] is None


def test_a_demo_prints_into_two_folders_without_any_setting(
    make_floor: MakeFloor, tmp_path: Path, close: Callable[[Floor], Printing]
) -> None:
    floor = make_floor(PICKFACE_DEMO="1")
    printing, lopez = close(floor), floor.signed_in("worker")
    known = [(one.name, one.kind, one.fmt, one.dpi) for one in printing.printers]
    assert known == [("Browser", "browser", "pdf", 203), ("ZPL file", "file", "zpl", 203),
                     ("PDF file", "file", "pdf", 203)]
    for number, (name, folder, begins) in enumerate(
        [("ZPL file", "zpl", b"^XA"), ("PDF file", "pdf", b"%PDF")]
    ):
        job = ask(lopez, printer=name, request_key=f"tap-{number}")["job"]
        assert settled(printing, job["id"]) is State.SENT
        (file,) = (tmp_path / "var/labels" / folder).iterdir()
        assert file.read_bytes().startswith(begins)
    assert [name for name, _ in read_settings({}).printers] == ["Browser"]
    chosen = read_settings({"PICKFACE_DEMO": "1", "PICKFACE_PRINTERS": "Dock=browser"})
    assert [name for name, _ in chosen.printers] == ["Dock"]
