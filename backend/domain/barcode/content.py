# SPDX-License-Identifier: Apache-2.0
"""What the value of one AI component may hold: a check is a function from value to error code or
None.

The names of the checks are those in the table's component column. Sources: GS1 General
Specifications section 3 for what each AI demands; the code lists in `tables/code_lists.json`.
"""

import re
from collections.abc import Callable
from typing import Final

from backend.domain.barcode.check_digits import (
    CSET32,
    CSET82,
    check_pair,
    is_digits,
    mod10_matches,
)
from backend.domain.barcode.coupon import coupon_code, positive_offer
from backend.domain.barcode.dates import date_error, time_error
from backend.domain.barcode.table import CODE_LISTS

Check = Callable[[str], str | None]

_NOT_82: Final = re.compile("[^" + re.escape(CSET82) + "]")
_NOT_39: Final = re.compile(r"[^#\-/0-9A-Z]")
_BODY_64: Final = re.compile(r"[A-Za-z0-9_\-]*")
_IBAN: Final = re.compile("[A-Z0-9]*")
_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_POSITION: Final = re.compile("([0-9]+)/([0-9]+)")
_IBAN_LENGTH_MIN, _IBAN_LENGTH_MAX = 11, 34
_PAIR_LENGTH_MAX: Final = 99


def csetnumeric(value: str) -> str | None:
    """N: digits only."""
    return None if not value or is_digits(value) else "non_digit_character"


def cset82(value: str) -> str | None:
    """X: the 82 characters of ISO/IEC 646 that GS1 allows."""
    return "invalid_cset82_character" if _NOT_82.search(value) else None


def cset39(value: str) -> str | None:
    """Y: digits, capitals, and # - /"""
    return "invalid_cset39_character" if _NOT_39.search(value) else None


def cset64(value: str) -> str | None:
    """Z: file-safe base64, padded at most to a multiple of three characters' worth."""
    body = value.rstrip("=")
    if not _BODY_64.fullmatch(body):
        return "invalid_cset64_character"
    padding = len(value) - len(body)
    if padding > 2 or (padding and len(value) % 3):
        return "invalid_cset64_padding"
    return None


def csum(value: str) -> str | None:
    if not value:
        return "too_short_for_check_digit"
    if not is_digits(value):
        return "non_digit_character"
    return None if value == "0" or mod10_matches(value) else "incorrect_check_digit"


def csumalpha(value: str) -> str | None:
    if len(value) < 2:
        return "too_short_for_check_pair"
    if len(value) > _PAIR_LENGTH_MAX:
        return "too_long_for_check_pair_implementation"
    body, pair = value[:-2], value[-2:]
    if _NOT_82.search(body):
        return "invalid_cset82_character"
    matches = pair[0] in CSET32 and pair == check_pair(body)
    return None if matches else "incorrect_check_pair"


def gcppos1(value: str) -> str | None:
    """Starts with a GS1 company prefix: at least four digits. Which prefixes exist is not
    public."""
    if len(value) < 4:
        return "too_short_for_gcp"
    return None if is_digits(value[:4]) else "invalid_gcp_prefix"


def gcppos2(value: str) -> str | None:
    return gcppos1(value[1:])


def hasnondigit(value: str) -> str | None:
    return "requires_non_digit_character" if not value or is_digits(value) else None


def hyphen(value: str) -> str | None:
    return None if value and not value.strip("-") else "not_hyphen"


def iban(value: str) -> str | None:
    """ISO 13616: country, two check digits, account; the whole is 1 modulo 97."""
    if len(value) < _IBAN_LENGTH_MIN:
        return "iban_too_short"
    if len(value) > _IBAN_LENGTH_MAX:
        return "iban_too_long"
    if value[:2] not in CODE_LISTS["iso3166alpha2"]:
        return "illegal_iban_country_code"
    if not _IBAN.fullmatch(value):
        return "invalid_iban_character"
    turned = value[4:] + value[:4]
    number = int("".join(str(int(character, 36)) for character in turned))
    return None if number % 97 == 1 else "incorrect_iban_checksum"


def importeridx(value: str) -> str | None:
    if len(value) != 1:
        return "importer_idx_must_be_one_character"
    return None if _BODY_64.fullmatch(value) else "invalid_import_idx_character"


def _one_of(allowed: frozenset[str], error: str) -> Check:
    return lambda value: None if value in allowed else error


def _degrees(name: str, largest: str) -> Check:
    """Ten digits: degrees times ten million, shifted to be positive."""

    def check(value: str) -> str | None:
        if len(value) != 10:
            return f"{name}_invalid_length"
        if not is_digits(value):
            return "non_digit_character"
        return None if value <= largest else f"invalid_{name}"

    return check


def nonzero(value: str) -> str | None:
    if value and not is_digits(value):
        return "non_digit_character"
    return None if value.strip("0") else "illegal_zero_value"


def nozeroprefix(value: str) -> str | None:
    if value and not is_digits(value):
        return "non_digit_character"
    return "illegal_zero_prefix" if value.startswith("0") else None


def pcenc(value: str) -> str | None:
    return "invalid_percent_sequence" if _PERCENT.search(value) else None


def pieceoftotal(value: str) -> str | None:
    if not value or len(value) % 2:
        return "invalid_length_for_piece_of_total"
    if not is_digits(value):
        return "non_digit_character"
    middle = len(value) // 2
    piece, total = value[:middle], value[middle:]
    if not piece.strip("0"):
        return "zero_piece_number"
    if not total.strip("0"):
        return "zero_total_pieces"
    return None if piece <= total else "piece_number_exceeds_total"


def posinseqslash(value: str) -> str | None:
    match = _POSITION.fullmatch(value)
    if match is None:
        return "position_in_sequence_malformed"
    position, end = match.groups()
    if position.startswith("0") or end.startswith("0"):
        return "illegal_zero_prefix"
    in_order = (len(position), position) <= (len(end), end)
    return None if in_order else "position_exceeds_end"


def zero(value: str) -> str | None:
    return None if not value.strip("0") else "not_zero"


_MEDIA_TYPES: Final = frozenset(f"{code:02}" for code in (*range(1, 11), *range(80, 100)))

CHECKS: Final[dict[str, Check]] = {
    "csetnumeric": csetnumeric,
    "cset82": cset82,
    "cset39": cset39,
    "cset64": cset64,
    "csum": csum,
    "csumalpha": csumalpha,
    "gcppos1": gcppos1,
    "gcppos2": gcppos2,
    "hasnondigit": hasnondigit,
    "hyphen": hyphen,
    "iban": iban,
    "importeridx": importeridx,
    "iso3166": _one_of(CODE_LISTS["iso3166"], "not_iso3166"),
    "iso3166999": _one_of(CODE_LISTS["iso3166"] | {"999"}, "not_iso3166_or_999"),
    "iso3166alpha2": _one_of(CODE_LISTS["iso3166alpha2"], "not_iso3166_alpha2"),
    "iso4217": _one_of(CODE_LISTS["iso4217"], "not_iso4217"),
    "packagetype": _one_of(CODE_LISTS["packagetype"], "invalid_package_type"),
    "mediatype": _one_of(_MEDIA_TYPES, "invalid_media_type"),
    "iso5218": _one_of(frozenset("0129"), "invalid_biological_sex_code"),
    "winding": _one_of(frozenset("019"), "invalid_winding_direction"),
    "yesno": _one_of(frozenset("01"), "not_zero_or_one"),
    "latitude": _degrees("latitude", "1800000000"),
    "longitude": _degrees("longitude", "3600000000"),
    "nonzero": nonzero,
    "nozeroprefix": nozeroprefix,
    "pcenc": pcenc,
    "pieceoftotal": pieceoftotal,
    "posinseqslash": posinseqslash,
    "zero": zero,
    "yymmdd": lambda value: date_error(value, year_digits=2, day_zero=False),
    "yymmd0": lambda value: date_error(value, year_digits=2, day_zero=True),
    "yyyymmdd": lambda value: date_error(value, year_digits=4, day_zero=False),
    "yyyymmd0": lambda value: date_error(value, year_digits=4, day_zero=True),
    "hh": lambda value: time_error(value, "h"),
    "mi": lambda value: time_error(value, "m"),
    "ss": lambda value: time_error(value, "s"),
    "hhmi": lambda value: time_error(value, "hm"),
    "couponcode": coupon_code,
    "couponposoffer": positive_offer,
}

CHARSETS: Final[dict[str, Check]] = {
    "N": csetnumeric,
    "X": cset82,
    "Y": cset39,
    "Z": cset64,
}


def check_component(name: str, value: str) -> str | None:
    """Run one named check on one component value; error code or None. For tests and label
    editors."""
    return CHECKS[name](value)
