# SPDX-License-Identifier: Apache-2.0
"""Device and server must read every scan alike: seeded cases of any kind, run through both."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.domain.barcode import (
    DEFAULT,
    STRICT,
    TOLERANT,
    Profile,
    Reading,
    build_link,
    build_scan_data,
    candidates,
    dates,
    encode_own,
    is_own_value,
    parse,
    read_bracketed,
)
from backend.domain.barcode.candidates import NAMES, Candidate, Quantity
from backend.domain.barcode.content import CHECKS, check_component
from backend.domain.barcode.own import LETTERS
from backend.domain.barcode.symbology import IDENTIFIERS
from backend.domain.barcode.table import AIS, DIS

ROOT = Path(__file__).parents[3]
REPLAY = ROOT / "pwa" / "test" / "barcode" / "replay.ts"
NODE = Path(sys.executable).parent / "node"
VECTORS = ROOT / "tests" / "vectors"

SEED = 20_261_122
SYMBOLOGIES = ("QR", "DM", "DotCode", "DataBarExpanded", "DataBarLimited", "GS1_128_CCA", "EAN13")

PARSED = 10_000
OTHERS = 1_000  # of each other question
NODE_WAIT_S = 60

GS, RS, EOT = "\x1d", "\x1e", "\x04"
DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MIXED = DIGITS + CAPITALS + "abcxyz-./%+_!()^~|\\ =#?&\x7f" + GS + RS + EOT
STAND_INS = (None, None, "~", "|", "^", "\u241d", "\\x1d", "<GS>", "")


def text_of(rng: random.Random, alphabet: str, longest: int) -> str:
    return "".join(rng.choice(alphabet) for _ in range(rng.randrange(longest + 1)))


def random_bytes(rng: random.Random) -> str:
    return rng.randbytes(rng.randrange(60)).decode("latin-1")


def random_text(rng: random.Random) -> str:
    """Any character at all, halves of pairs included."""
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randrange(12)))


def known_value(rng: random.Random, code: str) -> str:
    """A value that is often legal: right length, digits where digits belong, a true check digit."""
    out = ""
    for part in AIS[code].components:
        length = rng.randint(part.low, min(part.high, part.low + 8))
        digits = part.charset == "N"
        body = "".join(rng.choice(DIGITS if digits else MIXED[:50]) for _ in range(length))
        if "csum" in part.checks and rng.random() < 0.9:
            total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(body[-2::-1]))
            body = body[:-1] + str(-total % 10)
        if any(check.startswith("yymmd") for check in part.checks):
            day = rng.choice((0, 1, 27, 28, 29, 30, 31, 32))
            body = f"{rng.randrange(100):02}{rng.choice((0, 1, 2, 2, 4, 12, 13)):02}{day:02}"
        out += body
    return out


def some_codes(rng: random.Random) -> list[str]:
    usual = ("00", "01", "02", "10", "11", "17", "21", "30", "37", "240", "241", "400", "414", "99")
    pool = usual if rng.random() < 0.6 else tuple(AIS)
    return [rng.choice(pool) for _ in range(rng.randint(1, 4))]


def gs1(rng: random.Random) -> str:
    identifier = rng.choice(("]C1", "]d2", "]Q3", "]e0", "]J1", "]C0", "", GS, "]c1"))
    parts = [code + known_value(rng, code) for code in some_codes(rng)]
    return identifier + rng.choice((GS, GS, GS, "", "~")).join(parts)


def bracketed(rng: random.Random) -> str:
    return "".join(f"({code}){known_value(rng, code)}" for code in some_codes(rng))


def link(rng: random.Random) -> str:
    codes = some_codes(rng)
    key = rng.choice(("01", "00", "8004", "414", "gtin", codes[0]))
    value = known_value(rng, key) if key in AIS else known_value(rng, "01").lstrip("0")
    path = "".join(f"/{code}/{known_value(rng, code)}" for code in codes[1:2])
    query = "&".join(f"{code}={known_value(rng, code)}" for code in codes[2:])
    return (
        f"{rng.choice(('https://a.example', 'HTTP://b', 'Https://c'))}/{key}/{value}{path}?{query}"
    )


def qualified_link(rng: random.Random) -> str:
    """A key with its qualifiers, in any order and some of them in the query."""
    codes = rng.sample(("22", "10", "21", "235"), rng.randint(1, 3))
    parts = [(code, text_of(rng, CAPITALS, 4) + "7") for code in codes]
    split = rng.randint(0, len(parts))
    path = "".join(f"/{code}/{value}" for code, value in parts[:split])
    query = "&".join(f"{code}={value}" for code, value in parts[split:])
    return f"https://id.example/01/{known_value(rng, '01')}{path}?{query}"


def envelope(rng: random.Random) -> str:
    header = rng.choice((f"[)>{RS}", f"[)>{RS}", "[)>", f">[)>{RS}", "[)>\u241e"))
    form = rng.choice(("06", "06", "06", "05", "12", "99"))
    usual = ("P", "1P", "Q", "7Q", "S", "1T", "K", "V", "1J", "I", "14D", "16D")
    pool = usual if rng.random() < 0.8 else tuple(DIS)
    parts = [rng.choice(pool) + text_of(rng, MIXED[:45], 12) for _ in range(rng.randrange(6))]
    trailer = rng.choice((RS + EOT, RS + EOT, "", RS, EOT, GS + RS + EOT))
    return header + form + GS + rng.choice((GS, GS, "\u241d")).join(parts) + trailer


def key(rng: random.Random) -> str:
    """Own codes, VINs, digits, bare data identifiers, symbology identifiers before anything."""
    own = encode_own(rng.choice(tuple(LETTERS)), rng.choice("ABC1") + text_of(rng, DIGITS, 6) + "Z")
    vin = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789IOQ") for _ in range(17))
    digits = "".join(rng.choice(DIGITS) for _ in range(rng.choice((8, 12, 13, 14))))
    bare = rng.choice(("P", "5J", "3S", "Q", "99Z", "JUN", "6JUN049886662"))
    bare += text_of(rng, MIXED[:40], 14)
    identifier = "]" + rng.choice(tuple(IDENTIFIERS)) if rng.random() < 0.4 else ""
    return identifier + rng.choice((own, vin, "I" + vin, digits, bare))


def vector(rng: random.Random) -> str:
    return rng.choice(SCANS)


def mutated(rng: random.Random, text: str) -> str:
    for _ in range(rng.choice((0, 0, 1, 1, 2, 4))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(("", text_of(rng, MIXED, 2))) + text[at + rng.randrange(2) :]
    return text


def scans() -> list[str]:
    names = ("gs1_scan_data", "iso15434_mh10", "gs1_digital_link_parse", "wedge_transforms", "vin",
             "bare_readings")  # fmt: skip
    found: list[str] = []
    for name in names:
        rows = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["vectors"]
        found += [row.get("input", row.get("received")) for row in rows]
    return found


def contents() -> list[tuple[str, str]]:
    """(check, value) of the conformance rows; coupon codes stand only in bracketed rows."""
    text = (VECTORS / "gs1_linter_units.json").read_text(encoding="utf-8")
    found = [(row["linter"], row["input"]) for row in json.loads(text)["vectors"]]
    text = (VECTORS / "gs1_ai_content_errors.json").read_text(encoding="utf-8")
    for row in json.loads(text)["vectors"]:
        name = {"(8110)": "couponcode", "(8112)": "couponposoffer"}.get(row["input"][:6])
        found += [(name, row["input"][6:])] * 8 if name else []
    return found


SCANS = scans()
CONTENTS = contents()
MAKERS: tuple[Callable[[random.Random], str], ...] = (
    random_bytes, random_text, gs1, gs1, link, qualified_link, envelope, envelope, key, key, vector,
)  # fmt: skip


def parse_case(rng: random.Random) -> dict[str, Any]:
    case: dict[str, Any] = {"do": "parse", "data": mutated(rng, rng.choice(MAKERS)(rng))}
    if rng.random() < 0.5:
        case["profile"] = {
            "prefix": rng.choice(("", "", "]", "$")),
            "suffix": rng.choice(("", "\r", "\t", "\r\n")),
            "gs_as": rng.choice(STAND_INS),
            "gs": rng.choice(("sent", "stripped", "unproven")),
            "tolerate_gs1": rng.random() < 0.3,
        }
    case["expect_di"] = rng.choice(([], ["P", "Q", "3S"], ["5J"]))
    case["tolerant"] = rng.random() < 0.3
    case["year"] = rng.randint(1999, 2101)
    return case


def cases() -> list[dict[str, Any]]:
    rng = random.Random(SEED)
    made = [parse_case(rng) for _ in range(PARSED)]
    for _ in range(OTHERS):
        digits = text_of(rng, DIGITS, 40)
        value = rng.choice((digits, text_of(rng, MIXED, 12)))
        made.append({"do": "check", "name": rng.choice(tuple(CHECKS)), "data": value})
        name, value = rng.choice(CONTENTS)
        made.append({"do": "check", "name": name, "data": mutated(rng, value)})
        made.append({"do": "link", "data": mutated(rng, bracketed(rng))})
        name = rng.choice(SYMBOLOGIES)
        linear = "^" + "".join(code + known_value(rng, code) for code in some_codes(rng))
        message = rng.choice((linear, known_value(rng, "01"), known_value(rng, "410"), digits[:13]))
        made.append({"do": "build", "name": name, "data": message + rng.choice(("", "|^99X"))})
        own = text_of(rng, DIGITS + CAPITALS + "-.", 12)
        made.append({"do": "own", "name": rng.choice(tuple(LETTERS)), "data": own})
    return [json.loads(json.dumps(case)) for case in made]


def typed(candidate: Candidate) -> list[str | int]:
    name = NAMES[type(candidate)]
    if isinstance(candidate, Quantity):
        return [name, candidate.value, candidate.unit]
    return [name, candidate.value]


def reading_answer(reading: Reading, year: int) -> list[Any]:
    fields = [getattr(reading, name) for name in (
        "ok", "kind", "text", "symbology", "elements", "value", "format", "warnings", "flags",
        "error",
    )]  # fmt: skip
    return [*fields, [typed(candidate) for candidate in candidates(reading, year)]]


def answer(case: dict[str, Any]) -> Any:
    match case["do"]:
        case "check":
            return check_component(case["name"], case["data"])
        case "build":
            return build_scan_data(case["name"], case["data"])
        case "own":
            fits = is_own_value(case["data"])
            return encode_own(case["name"], case["data"]) if fits else None
        case "link":
            found, error = read_bracketed(case["data"], unknown_ais=True)
            uri, refusal = build_link(found) if error is None else (None, None)
            return [found, error, uri, refusal]
    profile = Profile(**case["profile"]) if "profile" in case else DEFAULT
    options = TOLERANT if case["tolerant"] else STRICT
    expected = frozenset(case["expect_di"])
    reading = parse(case["data"], profile, expect_di=expected, link_options=options)
    return reading_answer(reading, case["year"])


def differences(asked: list[Any], theirs: list[Any]) -> list[tuple[Any, ...]]:
    """(case, our answer, their answer) wherever the two languages disagree."""
    ours = [json.loads(json.dumps(answer(case))) for case in asked]
    rows = zip(asked, ours, theirs, strict=True)
    return [row for row in rows if row[1] != row[2]]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], list[Any]]:
    """All cases and what the device's parser answered, from one run of node."""
    asked = cases()
    file = tmp_path_factory.mktemp("twins") / "cases.jsonl"
    file.write_text("".join(json.dumps(case) + "\n" for case in asked), encoding="utf-8")
    command = [NODE, REPLAY, file]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=NODE_WAIT_S)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return asked, [json.loads(line) for line in ran.stdout.split(b"\n") if line]


@pytest.mark.thorough
def test_device_and_server_read_ten_thousand_scans_alike(
    replayed: tuple[list[Any], list[Any]],
) -> None:
    found = differences(*replayed)
    assert not found, f"{len(found)} differ, such as {found[:3]}"


@pytest.mark.thorough
def test_a_server_that_thinks_february_has_thirty_days_is_caught(
    replayed: tuple[list[Any], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dates, "_DAYS", (31, 30, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31))
    assert differences(*replayed)


@pytest.mark.thorough
def test_the_cases_reach_every_kind_of_reading() -> None:
    answers = [answer(case) for case in cases() if case["do"] == "parse"]
    kinds = {(found[1], found[0]) for found in answers}
    for kind in ("gs1", "digital_link", "iso15434", "gtin", "plain"):
        assert {(kind, True), (kind, False)} <= kinds, kind
    assert {("di", True), ("vin", True), ("own.location", True), ("own.badge", True)} <= kinds
