# SPDX-License-Identifier: Apache-2.0
"""Whatever happens to a file on its way, it is read rightly or refused with a place.

Seeded, so that a failure names itself: the seed and the damage are in the assertion.
"""
from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from sync.erp.files import x12
from sync.erp.files.edi import EdiResult, read_edi
from sync.erp.files.faults import Faults, Segment

SAMPLES = Path(__file__).parents[2] / "edi"
FILES = {path.stem: path.read_bytes() for path in sorted(SAMPLES.glob("*.edi"))}
D01 = FILES["D01_856_stpi_sscc_serial_lot"]
ALPHABET = b"*~>\n\r\x00|:'+ 0123456789ABCDEFGHILMNOPRSTUVWX.-\xff\xc3"
MUTATIONS_PER_FILE = 500


def _independent_se_counts_hold(data: bytes) -> bool:
    """Count segments again, knowing nothing but the terminator; every SE must be right."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").lstrip()
    faults = Faults()
    marks = x12._delimiters(text, faults)
    assert marks is not None
    if marks.terminator != "\n":
        text = text.replace("\n", "")
    since = 0
    counts = []
    for piece in (p.strip() for p in text.split(marks.terminator)):
        if not piece:
            continue
        since = 1 if re.match(r"ST\b", piece) else since + 1
        if re.match(r"SE\b", piece):
            counts.append(int(piece.split(marks.element)[1]) == since)
    return bool(counts) and all(counts)


def _judge(data: bytes, told: str) -> EdiResult:
    result = read_edi(data)
    errors = [fault for fault in result.faults if fault.severity == "error"]
    assert result.ok or errors, told
    assert all(fault.segment_number >= 1 and fault.text for fault in result.faults), told
    if result.ok:
        assert result.documents and _independent_se_counts_hold(data), told
    else:
        assert result.documents == (), told
    return result


def _mutated(data: bytes, dice: random.Random) -> bytes:
    raw = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(raw))
        what = dice.randrange(6)
        if what == 0:
            raw[at] = dice.choice(ALPHABET)
        elif what == 1:
            del raw[at:at + dice.randint(1, 12)]
        elif what == 2:
            raw[at:at] = bytes(dice.choice(ALPHABET) for _ in range(dice.randint(1, 6)))
        elif what == 3:
            lines = bytes(raw).split(b"\n")
            lines.insert(dice.randrange(len(lines)), dice.choice(lines))
            raw = bytearray(b"\n".join(lines))
        elif what == 4:
            lines = bytes(raw).split(b"\n")
            dice.shuffle(lines)
            raw = bytearray(b"\n".join(lines)) if dice.random() < 0.2 else raw
        else:
            raw[at] ^= 1 << dice.randrange(8)
        if not raw:
            raw = bytearray(b"I")
    return bytes(raw)


def test_notice_cut_at_any_byte_is_refused_or_whole() -> None:
    whole = read_edi(D01).documents
    for end in range(len(D01)):
        result = _judge(D01[:end], f"cut at {end}")
        assert not result.ok or result.documents == whole, f"cut at {end}"


@pytest.mark.parametrize("name", sorted(FILES))
def test_damaged_sample_is_read_or_refused_but_never_breaks(name: str) -> None:
    dice = random.Random(f"damage {name}")
    for turn in range(MUTATIONS_PER_FILE):
        data = _mutated(FILES[name], dice)
        _judge(data, f"{name}, turn {turn}: {data!r}")


def test_reader_that_forgets_the_segment_count_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted bug: SE accepted whatever it says. The judge above must notice."""
    true_se = x12._STEPS["SE"]

    def lenient(now: x12._Open, segment: Segment, found: list[x12.Transaction],
                faults: Faults) -> None:
        right = str(len(now.body or []) + 1)
        true_se(now, Segment("SE", segment.number, (right, *segment.elements[1:])), found,
                faults)

    monkeypatch.setitem(x12._STEPS, "SE", lenient)
    with pytest.raises(AssertionError, match="planted"):
        _judge(FILES["D11_bad_se_count"], "planted")
