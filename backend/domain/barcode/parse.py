# SPDX-License-Identifier: Apache-2.0
"""From the characters a device delivered to what they mean: one pure function, no clock, no
exception.

Order: profile, symbology identifier, envelope, Digital Link, own code, EAN and ITF digits, expected
data identifier, bare licence plate, VIN, plain key. What a symbol declares to be is taken at its
word: broken GS1 data is refused, never looked up as a plain key.
"""

import re
from dataclasses import replace
from typing import Final

from backend.domain.barcode.check_digits import gtin14
from backend.domain.barcode.digital_link import STRICT, LinkOptions, is_link, read_link
from backend.domain.barcode.gs1 import (
    association_warnings,
    has_variable_length,
    hidden_separator,
    read_elements,
    repeated,
)
from backend.domain.barcode.mh10 import is_message, read_bare, read_message, read_plate
from backend.domain.barcode.own import PREFIX, read_own
from backend.domain.barcode.reading import (
    DATA_LENGTH_MAX,
    DEFAULT,
    EOT,
    GS,
    RS,
    Profile,
    Reading,
)
from backend.domain.barcode.symbology import (
    COMPOSITE,
    IDENTIFIERS,
    Symbology,
    primary_error,
    strip_eci,
)
from backend.domain.barcode.vin import read_vin

NO_DI: Final[frozenset[str]] = frozenset()

_TERMINATORS: Final = "\r\n\t"
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BEYOND_BMP: Final = re.compile("[\U00010000-\U0010ffff]")
_UNIDENTIFIED: Final = Symbology("", "plain")
_NOT_OURS: Final = frozenset({"not_a_link", "no_key"})

# Scanners that show GS as one of these show RS and EOT in the same fashion.
_COMPANIONS: Final = {
    "\u241d": ("\u241e", "\u2404"),
    "\\x1d": ("\\x1e", "\\x04"),
    "<GS>": ("<RS>", "<EOT>"),
}


def parse(
    data: str,
    profile: Profile = DEFAULT,
    *,
    expect_di: frozenset[str] = NO_DI,
    link_options: LinkOptions = STRICT,
) -> Reading:
    """Read one scan. `expect_di`: data identifiers that the present step expects without an
    envelope.

    If the burst holds several scans, the first is read and `further_scans:n` is flagged;
    `split_scans` gives them all.
    """
    scans = split_scans(data, profile)
    flags = (f"further_scans:{len(scans) - 1}",) if len(scans) > 1 else ()
    text = scans[0]
    fault = _unreadable(text)
    if fault is not None:
        clean = _LONE_SURROGATE.sub("\ufffd", text)
        return Reading(False, "plain", clean, flags=flags, error=fault)
    reading = _read_identified(text, profile, expect_di, link_options)
    return replace(reading, flags=flags + reading.flags) if flags else reading


def split_scans(data: str, profile: Profile = DEFAULT) -> tuple[str, ...]:
    """The scans in one keyboard burst: the terminator splits; prefix and terminator are taken
    off."""
    pieces = data.split(profile.suffix) if profile.suffix else [data]
    scans = [piece.removeprefix(profile.prefix).strip(_TERMINATORS) for piece in pieces]
    return tuple(scan for scan in scans if scan) or ("",)


def _unreadable(text: str) -> str | None:
    """Why no reader below should look at this text, or None."""
    if not text:
        return "empty"
    if not text.isascii():
        if _LONE_SURROGATE.search(text):
            return "not_text"
        if _BEYOND_BMP.search(text):
            return "unsupported_character"  # two units in one language of ours, one in the other
    return "too_long" if len(text) > DATA_LENGTH_MAX else None


def _read_identified(
    text: str, profile: Profile, expect_di: frozenset[str], link_options: LinkOptions
) -> Reading:
    if not text.startswith("]"):
        return _read_text(text, None, _UNIDENTIFIED, profile, expect_di, link_options)
    symbology = IDENTIFIERS.get(text[1:3])
    if symbology is None:
        inverted = IDENTIFIERS.get(text[1:3].swapcase() if text[:3].isascii() else "")
        error = "case_inverted" if inverted else "unsupported_symbology"
        return Reading(False, "plain", text, error=f"{error}:{text[1:3]}")
    body = strip_eci(text[3:]) if symbology.eci else text[3:]
    if symbology.mode == "gs1":
        return _read_gs1(_restored(body, profile), symbology.name, profile)
    if symbology.mode in ("ean13", "ean8"):
        return _read_ean(body, symbology, profile)
    return _read_text(body, symbology.name, symbology, profile, expect_di, link_options)


def _restored(text: str, profile: Profile) -> str:
    """With the device's stand-ins turned back into separators."""
    if profile.gs_as is None or profile.gs_as == "":
        return text
    record, end = _COMPANIONS.get(profile.gs_as, (None, None))
    text = text.replace(profile.gs_as, GS)
    if record is None or end is None:
        return text
    return text.replace(record, RS).replace(end, EOT)


def _read_text(
    text: str,
    name: str | None,
    symbology: Symbology,
    profile: Profile,
    expect_di: frozenset[str],
    link_options: LinkOptions,
) -> Reading:
    """Everything that is not GS1 data by its identifier."""
    if is_message(text):
        return _read_envelope(_restored(text, profile), name)
    if name is None and _leads_with_gs(text, profile):
        return _read_gs1(_restored(text, profile), None, profile)
    if is_link(text):
        reading = _read_link(text, name, link_options)
        if reading is not None:
            return reading
    if text.startswith(PREFIX):
        kind, value, error = read_own(text)
        if error is not None:
            return Reading(False, "plain", text, name, error=error)
        return Reading(True, f"own.{kind}", text, name, value=value)
    return _read_key(text, name, symbology, profile, expect_di)


def _leads_with_gs(text: str, profile: Profile) -> bool:
    return text.startswith(GS) or bool(profile.gs_as and text.startswith(profile.gs_as))


def _read_key(
    text: str, name: str | None, symbology: Symbology, profile: Profile, expect_di: frozenset[str]
) -> Reading:
    """Nothing says what it is: digits with a check digit, an expected DI, a VIN, GS1 data where the
    site tolerates it, or just text. What carries a check digit goes first."""
    gtin = gtin14(text) if symbology is _UNIDENTIFIED or symbology.mode == "itf" else None
    if gtin is not None and (symbology.mode != "itf" or len(text) == 14):
        flags = ("gtin_by_length",) if name is None else ()
        return Reading(True, "gtin", text, name, value=gtin, flags=flags)
    bare = read_bare(text, expect_di) or read_plate(text)
    if bare is not None:
        return Reading(True, "di", text, name, (bare,), format="bare")
    vin = read_vin(text)
    if profile.tolerate_gs1 and not (vin and vin.check_digit_matches):
        restored = _restored(text, profile)
        if read_elements(restored).error is None:
            reading = _read_gs1(restored, name, profile)
            return replace(reading, flags=(*reading.flags, "gs1_by_tolerance"))
    if vin is not None:
        warnings = () if vin.check_digit_matches else ("vin_check_digit",)
        return Reading(True, "vin", text, name, value=vin.vin, warnings=warnings)
    return Reading(True, "plain", text, name, value=text)


def _read_gs1(text: str, name: str | None, profile: Profile) -> Reading:
    body = text.removeprefix(GS)  # FNC1 in first position, delivered by some scanners
    pairs, error = read_elements(body)
    if error is None:
        error = next((f"repeated_ai:{code}" for code in repeated(pairs)), None)
    if error is not None:
        return Reading(False, "gs1", text, name, error=error)
    if profile.gs == "stripped" and has_variable_length(pairs):
        error = "separator_lost"
    elif profile.gs != "sent" and not profile.gs_as:
        doubtful = hidden_separator(body, pairs)
        error = f"separator_doubt:{doubtful}" if doubtful else None
    warnings = association_warnings(pairs)
    return Reading(error is None, "gs1", text, name, pairs, warnings=warnings, error=error)


def _read_ean(text: str, symbology: Symbology, profile: Profile) -> Reading:
    length = 13 if symbology.mode == "ean13" else 8
    primary, mark, composite = text.partition(COMPOSITE)
    add_on = primary[length:]
    flags: tuple[str, ...] = ()
    if len(add_on) in (2, 5) and symbology is IDENTIFIERS["E3"]:
        primary, flags = primary[:length], (f"add_on:{add_on}",)
    error = primary_error(primary, length)
    if error is not None:
        return Reading(False, "gtin", text, symbology.name, error=error)
    gtin = primary.rjust(14, "0")
    if not mark:
        return Reading(True, "gtin", text, symbology.name, value=gtin, flags=flags)
    rest = _read_gs1(_restored(composite, profile), symbology.name, profile)
    return replace(rest, kind="gtin", text=text, value=gtin if rest.ok else "", flags=flags)


def _read_envelope(text: str, name: str | None) -> Reading:
    message = read_message(text)
    return Reading(
        message.error is None,
        "iso15434",
        text,
        name,
        message.pairs,
        format=message.format,
        flags=message.flags,
        error=message.error,
    )


def _read_link(text: str, name: str | None, options: LinkOptions) -> Reading | None:
    """A Digital Link, right or broken; None for any other web address."""
    pairs, error = read_link(text, options)
    if error in _NOT_OURS:
        return None
    if error is not None:
        return Reading(False, "digital_link", text, name, error=error)
    return Reading(True, "digital_link", text, name, pairs, warnings=association_warnings(pairs))
