# SPDX-License-Identifier: Apache-2.0
"""The small commands: scan, outbox, devices, doctor, work; and all of them explain themselves."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from backend.commands import work
from backend.store.database import DatabaseBusy
from sync.outbox import Round
from tests.commands.conftest import Console, console

LABEL = "]C100006141410000001019"


def test_a_line_in_is_a_line_out_whatever_it_holds(empty: Console) -> None:
    good, bad = json.dumps({"data": LABEL}), "no json"
    told = empty.run("scan", given=f"{good}\n{bad}\n\n{good}\n".encode() + b"\xff\xfe\n")
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == 0
    assert [line["ok"] for line in lines] == [True, False, True, False]
    assert lines[0]["elements"] == [["00", "006141410000001019"]]


def test_codes_may_stand_on_the_command_line(empty: Console) -> None:
    told = empty.run("scan", LABEL, "]C10061")
    assert [json.loads(line)["ok"] for line in told.stdout.splitlines()] == [True, False]


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command below a group, as it is typed."""
    if isinstance(group, click.Group):
        for name, one in group.commands.items():
            yield from commands(one, (*path, name))
    else:
        yield path


def test_every_command_explains_itself(empty: Console) -> None:
    named = [path for path in commands(empty.app.cli) if path[0] not in ("db", "run", "shell")]
    assert {path[0] for path in named} >= {
        "demo", "devices", "doctor", "import-csv", "import-edi", "outbox", "people", "scan",
        "serve", "work",
    }  # fmt: skip
    for path in named:
        told = empty.run(*path, "--help")
        assert told.exit_code == 0
        assert len(told.output.splitlines()) > 4, f"{path} says too little"


def test_a_restored_site_begins_a_new_epoch_and_another_is_not_guessed(demo: Console) -> None:
    before = demo.app.extensions["pickface"].epoch("DC01")
    told = demo.run("site", "restored", "DC01")
    assert told.exit_code == 0, told.output
    assert demo.app.extensions["pickface"].epoch("DC01") not in (None, before)
    nowhere = demo.run("site", "restored", "DC99")
    assert nowhere.exit_code == 1 and "DC99 is not set up here" in nowhere.output


def test_the_doctor_refuses_the_demo_in_production(demo: Console) -> None:
    var = Path(demo.app.extensions["pickface"].settings.var)
    assert demo.run("doctor").exit_code == 0
    (var / "keys" / "pepper").chmod(0o644)
    live = console(demo.url, var.parent, PICKFACE_DEMO="1")
    told = live.run("doctor", "--production", "--json")
    live.close()
    wrong = [check["name"] for check in json.loads(told.stdout)["checks"] if not check["ok"]]
    assert told.exit_code == 1
    assert sorted(wrong) == ["badges", "demo", "https", "keys", "stock"]


def test_the_doctor_passes_a_site_set_up_with_care(site_url: str, tmp_path: Path) -> None:
    live = console(site_url, tmp_path, PICKFACE_PUBLIC_URL="https://pick.example")
    told = live.run("doctor", "--production")
    live.close()
    assert told.exit_code == 0, told.output
    assert "WRONG" not in told.output


@pytest.fixture
def site_url(empty: Console) -> str:
    """Address of a database with an empty site."""
    from backend.store.site import create_site

    empty.database.write(lambda c: create_site(c, "DC01", "Central Parts", "epoch-1"))
    return empty.url


def test_the_doctor_misses_a_site(empty: Console) -> None:
    told = empty.run("doctor")
    assert told.exit_code == 1 and "DC01 is not set up" in told.output


def test_a_document_that_nobody_knows_is_an_error(demo: Console) -> None:
    for words in (("retry",), ("settle", "--reason", "x"), ("park", "--reason", "x")):
        told = demo.run("outbox", *words, "nobody:knows")
        assert told.exit_code == 1 and "nobody:knows" in told.output
    assert demo.run("outbox", "list").exit_code == 0
    assert demo.run("work", "--once").output.startswith("0 booked")
    assert demo.run("devices", "revoke", "nobody").exit_code == 1
    assert demo.run("devices", "list").exit_code == 0


def test_a_database_that_is_away_for_a_while_does_not_end_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "IDLE_S", 0)
    stop, rounds = threading.Event(), []

    class Shaky:
        def run_once(self) -> Round:
            rounds.append(1)
            if len(rounds) < 3:
                raise DatabaseBusy("away")
            stop.set()
            return Round(claimed=1, done=1)

    work.carry(Shaky(), stop)  # type: ignore[arg-type]
    assert len(rounds) == 3


def test_a_site_is_set_up_once_and_keeps_its_name(empty: Console) -> None:
    first = empty.run("site", "create", "DC01", "--name", "Central Parts")
    again = empty.run("site", "create", "DC01", "--name", "Something else")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "set up" in first.output and "is there" in again.output
    assert empty.run("doctor").exit_code == 0


def test_the_demo_keeps_every_promise_and_a_tampered_book_breaks_one(demo: Console) -> None:
    sound = demo.run("verify", "--replay")
    assert sound.exit_code == 0 and "BROKEN" not in sound.output, sound.output
    tamper = "UPDATE quants SET quantity = quantity + 1 WHERE holder = 'A02-015-B'"
    demo.database.write(lambda c: c.exec_driver_sql(tamper))
    told = demo.run("verify", "--json")
    broken = {c["invariant"] for c in json.loads(told.stdout)["checks"] if not c["ok"]}
    assert told.exit_code == 1
    assert {"L2", "L4"} <= broken
    assert demo.run("verify", "--site", "NOWHERE").exit_code == 1


@pytest.mark.parametrize("words", [("demo", "serve"), ("serve",)])
def test_a_port_that_is_taken_is_said_in_one_sentence_with_the_way_out(
    empty: Console, words: tuple[str, ...]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = empty.run(*words, "--port", str(port))
    assert done.exit_code == 1
    assert done.output.count("\n") == 1, "nothing was prepared, and nothing was tried again"
    assert f"port {port} is taken by another program; choose another with:" in done.output
    assert f"{' '.join(words)} --port {port + 1}" in done.output
