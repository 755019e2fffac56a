# SPDX-License-Identifier: Apache-2.0
"""The X12 envelope: bytes to segments, segments to transaction sets (ASC X12.5, X12.6).

Partners break envelopes daily: an ISA that is not 106 characters, a missing component separator,
line breaks instead of terminators, lines wrapped at 80. All of that is read with a warning. What
says that something is *missing* (counts, trailers, a file cut short) is an error.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sync.erp.files.faults import Faults, Segment
from sync.erp.plain import has_control

FILE_BYTES_MAX = 20 * 1024 * 1024   # one import; bigger is a mistake or an attack
SEGMENTS_MAX = 200_000              # in one file
ELEMENT_LENGTH_MAX = 32 * 1024      # characters

ISA_LENGTH, ISA_ELEMENTS = 106, 16  # characters with the terminator; ISA01 to ISA16
USAGES = ("P", "T", "I")            # ISA15: production, test, information
BLANKS = " \t\r\n"                  # str.isspace would count the separators 1C to 1F too
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,2}", re.ASCII)
_WHOLE = Segment("", 1, ())         # stands for the file itself in faults


@dataclass(frozen=True, slots=True)
class Delimiters:
    """Element separator and segment terminator; terminator "\\n" means one segment a line."""

    element: str
    terminator: str


@dataclass(frozen=True, slots=True)
class Control:
    """What makes a transaction set unique for its sender, and whether it is a test (ISA15 T)."""

    sender: str
    isa13: str
    gs06: str
    st02: str
    usage: str = "P"

    @property
    def key(self) -> str:
        """The same transmission sent again has the same key."""
        return f"{self.sender}:{self.isa13}:{self.gs06}:{self.st02}"

    def to_json(self) -> dict[str, str]:
        """For `--json` and the journalled import operation."""
        return {"sender": self.sender, "isa13": self.isa13, "gs06": self.gs06,
                "st02": self.st02, "usage": self.usage}


@dataclass(frozen=True, slots=True)
class Transaction:
    """One ST..SE, both included; `group` is GS01, `sent_at` GS04 and GS05."""

    type: str
    control: Control
    segments: tuple[Segment, ...]
    group: str = ""
    sent_at: tuple[str, str] = ("", "")


def to_text(data: bytes, faults: Faults) -> str:
    """Characters of a file: UTF-8, else Latin-1 with a warning. No byte is an exception."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        faults.warning(_WHOLE, None, "encoding", "not UTF-8; read as Latin-1")
    return text.lstrip(BLANKS)


def split(text: str, faults: Faults) -> tuple[Segment, ...]:
    """Segments of an interchange that begins with ISA, each with its number."""
    marks = _delimiters(text, faults)
    if marks is None:
        return ()
    if marks.terminator == "\n":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = text.split(marks.terminator, SEGMENTS_MAX)
    if len(pieces) > SEGMENTS_MAX:
        faults.error(_WHOLE, None, "too_many_segments", f"more than {SEGMENTS_MAX} segments")
        return ()
    found = tuple(_segments(pieces, marks, faults))
    if pieces[-1].strip() and marks.terminator != "\n":
        _unterminated(found[-1], marks, faults)
    return found


def _segments(pieces: list[str], marks: Delimiters, faults: Faults) -> Iterator[Segment]:
    number = 0
    for piece in pieces:
        bare = piece.strip(BLANKS)
        if not bare:
            continue
        number += 1
        # A file wrapped at a fixed width has line breaks inside segments; they carry no data.
        bare = bare.replace("\r", "").replace("\n", "")
        tag, *elements = bare.split(marks.element)
        segment = Segment(tag.strip()[:8], number, tuple(elements))
        _check_characters(segment, faults)
        yield segment


def _check_characters(segment: Segment, faults: Faults) -> None:
    if not _TAG.fullmatch(segment.tag):
        faults.error(segment, None, "bad_tag", "this is no segment name; the file is damaged here")
    for position, element in enumerate(segment.elements, 1):
        if has_control(element):
            faults.error(segment, position, "control_character", "holds a control character")
        if len(element) > ELEMENT_LENGTH_MAX:
            faults.error(segment, position, "element_too_long",
                         f"longer than {ELEMENT_LENGTH_MAX} characters")


def _unterminated(last: Segment, marks: Delimiters, faults: Faults) -> None:
    text = f"the file ends without the segment terminator {marks.terminator!r}"
    if last.tag == "IEA" and last.get(2):
        faults.warning(last, None, "unterminated", text)
    else:
        faults.error(last, None, "cut_short", text + "; it is cut short")


def _delimiters(text: str, faults: Faults) -> Delimiters | None:
    """Read from the ISA itself, whatever its width: separator after ISA, terminator before GS."""
    if not text.startswith("ISA") or len(text) < 4:
        faults.error(_WHOLE, None, "no_isa", "does not begin with an ISA segment")
        return None
    separator = text[3]
    if separator.isalnum() or separator in BLANKS:
        faults.error(Segment("ISA", 1, ()), None, "no_separator",
                     f"{separator!r} after ISA cannot separate elements")
        return None
    group = re.search(rf"(?<![A-Za-z0-9{re.escape(separator)}])GS{re.escape(separator)}", text)
    if group is None:
        faults.error(Segment("ISA", 1, ()), None, "no_gs", "no GS segment follows the ISA")
        return None
    head = text[:group.start()]
    terminator = _terminator(head, text[group.start():], separator)
    if terminator is None or terminator == separator:
        faults.error(Segment("ISA", 1, ()), None, "no_terminator",
                     "no segment terminator between ISA and GS")
        return None
    if len(head.rstrip("\r\n")) + (terminator == "\n") != ISA_LENGTH:
        faults.warning(Segment("ISA", 1, ()), None, "isa_length",
                       "the ISA segment is not 106 characters long")
    return Delimiters(separator, terminator)


def _terminator(head: str, rest: str, separator: str) -> str | None:
    """The character before GS that ends segments, or "\\n" for one segment a line.

    After ISA15 stand the component separator and the terminator. Either may be missing: one
    lonely character is the terminator when the next line ends with it too.
    """
    bare = head.rstrip("\r\n")
    broken = len(bare) < len(head)
    last = bare[-1]
    if last.isalnum() or last in BLANKS or last == separator:
        return "\n" if broken else None
    tail = bare.rsplit(separator, 1)[-1]
    if len(tail) == 1 and broken:
        line = rest.splitlines()[0] if rest else ""
        return last if line.endswith(last) or last in line else "\n"
    return last


@dataclass(slots=True)
class _Open:
    """What is open while walking the envelope."""

    isa: Segment | None = None
    gs: Segment | None = None
    st: Segment | None = None
    body: list[Segment] | None = None
    groups: int = 0
    sets: int = 0


def transactions(segments: tuple[Segment, ...], faults: Faults) -> tuple[Transaction, ...]:
    """Every transaction set, after checking that the envelope is whole."""
    now = _Open()
    found: list[Transaction] = []
    for segment in segments:
        step = _STEPS.get(segment.tag)
        if step is not None:
            step(now, segment, found, faults)
        elif now.body is not None:
            now.body.append(segment)
        elif segment.tag != "TA1":
            faults.error(segment, None, "stray", "stands outside every transaction set")
    if segments:
        _expect_closed(now, segments[-1], faults)
    if segments and not found:
        faults.error(segments[-1], None, "no_transaction", "holds no whole transaction set")
    return tuple(found)


def _expect_closed(now: _Open, last: Segment, faults: Faults) -> None:
    for opened, trailer in ((now.st, "SE"), (now.gs, "GE"), (now.isa, "IEA")):
        if opened is not None:
            faults.error(last, None, f"no_{trailer.lower()}",
                         f"{trailer} is missing for {opened.tag} at segment {opened.number}; "
                         "the file is cut short")


def _isa(now: _Open, segment: Segment, found: list[Transaction], faults: Faults) -> None:
    _expect_closed(now, segment, faults)
    now.isa, now.gs, now.st, now.body, now.groups = segment, None, None, None, 0
    total = len(segment.elements)
    if not ISA_ELEMENTS - 1 <= total <= ISA_ELEMENTS:
        faults.error(segment, total, "isa_elements", f"ISA has {total} elements, not 16")
        return
    usage = segment.get(15)
    if total < ISA_ELEMENTS and usage not in USAGES:
        faults.error(segment, total, "isa_elements", "ISA lacks an element; which one, who knows")
        return
    if not segment.get(16):
        faults.warning(segment, 16, "isa_no_component", "ISA16, component separator, is missing")
    elif len(segment.get(16)) > 1:
        faults.warning(segment, 16, "isa_component", "ISA16 is more than one character")
    if usage not in USAGES:
        faults.warning(segment, 15, "isa_usage", "is neither P (production) nor T (test)")
    if not segment.get(6):
        faults.error(segment, 6, "isa_sender", "the sender is missing")
    if not segment.get(13):
        faults.error(segment, 13, "isa_control", "the interchange control number is missing")


def _gs(now: _Open, segment: Segment, found: list[Transaction], faults: Faults) -> None:
    if now.gs is not None or now.isa is None:
        faults.error(segment, None, "gs_place", "GS begins where no group may begin")
    if len(segment.elements) < 8:
        faults.error(segment, None, "gs_elements", "GS has fewer than 8 elements")
    if not segment.get(6):
        faults.error(segment, 6, "gs_control", "the group control number is missing")
    now.gs, now.st, now.body, now.sets = segment, None, None, 0
    now.groups += 1


def _st(now: _Open, segment: Segment, found: list[Transaction], faults: Faults) -> None:
    if now.st is not None or now.gs is None:
        faults.error(segment, None, "st_place", "ST begins where no transaction set may begin")
    if not segment.get(1) or not segment.get(2):
        faults.error(segment, None, "st_elements", "ST names no type or no control number")
    now.st, now.body = segment, [segment]
    now.sets += 1


def _se(now: _Open, segment: Segment, found: list[Transaction], faults: Faults) -> None:
    if now.st is None or now.body is None:
        faults.error(segment, None, "se_place", "SE without ST")
        return
    now.body.append(segment)
    counted = len(now.body)
    if segment.get(1) != str(counted):
        said = segment.get(1) or "nothing"
        if not (said.isascii() and said.isdigit() and int(said[:9]) == counted):
            faults.error(segment, 1, "se_count",
                         f"SE segment count is wrong: says {said}, there are {counted}")
    if segment.get(2) != now.st.get(2):
        faults.error(segment, 2, "se_control",
                     f"SE02 {segment.get(2)} does not match ST02 {now.st.get(2)}")
    if now.isa is not None and now.gs is not None:
        control = Control(now.isa.get(6), now.isa.get(13), now.gs.get(6), now.st.get(2),
                          now.isa.get(15))
        found.append(Transaction(now.st.get(1), control, tuple(now.body),
                                 now.gs.get(1), (now.gs.get(4), now.gs.get(5))))
    now.st, now.body = None, None


def _ge(now: _Open, segment: Segment, found: list[Transaction], faults: Faults) -> None:
    if now.gs is None or now.st is not None:
        faults.error(segment, None, "ge_place", "GE where no group ends")
    else:
        _trailer_count(segment, now.sets, "ge_count", "transaction sets", faults)
        if segment.get(2) != now.gs.get(6):
            faults.warning(segment, 2, "ge_control",
                           f"GE02 {segment.get(2)} does not match GS06 {now.gs.get(6)}")
    now.gs, now.st, now.body = None, None, None


def _iea(now: _Open, segment: Segment, found: list[Transaction], faults: Faults) -> None:
    if now.isa is None or now.gs is not None:
        faults.error(segment, None, "iea_place", "IEA where no interchange ends")
    else:
        _trailer_count(segment, now.groups, "iea_count", "groups", faults)
        if segment.get(2) != now.isa.get(13):
            faults.warning(segment, 2, "iea_control",
                           f"IEA02 {segment.get(2)} does not match ISA13 {now.isa.get(13)}")
    now.isa, now.gs, now.st, now.body = None, None, None, None


def _trailer_count(segment: Segment, counted: int, code: str, what: str, faults: Faults) -> None:
    said = segment.get(1)
    if not (said.isascii() and said.isdigit() and int(said[:9]) == counted):
        faults.error(segment, 1, code, f"says {said or 'nothing'} {what}, there are {counted}")


_STEPS = {"ISA": _isa, "GS": _gs, "ST": _st, "SE": _se, "GE": _ge, "IEA": _iea}
