# SPDX-License-Identifier: Apache-2.0
"""GS1 Digital Link URIs: read (strict, or tolerant by option) and build.

Source: GS1 Digital Link Standard: URI Syntax 1.6. The domain is nobody's business here, only the
identifiers are; unknown words in the query are left to whoever put them there.
"""

import re
from dataclasses import dataclass
from typing import Final

from backend.domain.barcode.gs1 import (
    ELEMENTS_MAX,
    Elements,
    find_ai,
    is_code,
    value_error,
)
from backend.domain.barcode.reading import Pairs
from backend.domain.barcode.table import AIS, Ai

CANONICAL_STEM: Final = "https://id.gs1.org"

_SCHEMES: Final = ("https://", "HTTPS://", "http://", "HTTP://")
_URI: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_DOMAIN: Final = re.compile(r"[A-Za-z0-9\-.:\[\]]+")
_PERCENT: Final = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_WORDS: Final = {
    "cpid": "8010", "cpsn": "8011", "cpv": "22", "gcn": "255", "gdti": "253", "giai": "8004",
    "ginc": "401", "gln": "414", "glnx": "254", "gmn": "8013", "grai": "8003", "gsin": "402",
    "gsrn": "8018", "gsrnp": "8017", "gtin": "01", "itip": "8006", "lot": "10", "party": "417",
    "refno": "8020", "ser": "21", "srin": "8019", "sscc": "00",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """What a site accepts beyond the standard.

    `short_gtin`: GTIN-8, -12, -13 without padding. `word_keys`: /gtin/ and its kin, as before 2020.
    `unknown_ais`: AIs newer than our table. `unknown_ai_as_dl_attr`: those also in the query.
    """

    short_gtin: bool = False
    word_keys: bool = False
    unknown_ais: bool = False
    unknown_ai_as_dl_attr: bool = False


STRICT: Final = LinkOptions()
TOLERANT: Final = LinkOptions(short_gtin=True, word_keys=True)


def is_link(text: str) -> bool:
    """True if the text has the scheme of a Digital Link; a mixed-case scheme has not."""
    return text.startswith(_SCHEMES)


def read_link(text: str, options: LinkOptions = STRICT) -> Elements:
    """The elements of a Digital Link in the order of the URI; error `not_a_link` or `no_key` means
    that it is some other URI, any other error that it is a broken Digital Link."""
    scheme = next((known for known in _SCHEMES if text.startswith(known)), None)
    if scheme is None or not _URI.fullmatch(text):
        return Elements((), "not_a_link")
    domain, slash, rest = text[len(scheme) :].partition("/")
    if not slash or not _DOMAIN.fullmatch(domain):
        return Elements((), "not_a_link")
    path, _, query = rest.partition("#")[0].partition("?")
    keys = _path_keys(path.split("/"), options)
    if not keys:
        return Elements((), "no_key")
    in_path = _values(keys, options, plus_is_space=False)
    if in_path.error is not None:
        return in_path
    if not _sequence_allowed([code for code, _ in in_path.pairs]):
        return Elements((), "key_sequence")
    attributes, error = _query_keys(query, options)
    if error is not None:
        return Elements((), error)
    in_query = _values(attributes, options, plus_is_space=True)
    if in_query.error is not None:
        return in_query
    return _joined(in_path.pairs, in_query.pairs, options)


def _find(key: str, options: LinkOptions) -> Ai | None:
    if options.word_keys and key in _WORDS:
        return AIS[_WORDS[key]]
    return find_ai(key, unknown=options.unknown_ais)


def _path_keys(segments: list[str], options: LinkOptions) -> list[tuple[Ai, str]]:
    """Pairs of AI and raw value from the last primary key to the end of the path; [] without
    one."""
    found: list[tuple[Ai, str]] = []
    for at in range(len(segments) - 2, -1, -2):
        ai = _find(segments[at], options)
        if ai is None:
            return []
        found.append((ai, segments[at + 1]))
        if ai.qualifiers is not None:
            return found[::-1]
    return []


def _query_keys(query: str, options: LinkOptions) -> tuple[list[tuple[Ai, str]], str | None]:
    found: list[tuple[Ai, str]] = []
    for parameter in query.split("&"):
        key, equals, value = parameter.partition("=")
        if not equals or not is_code(key):
            continue
        ai = find_ai(key, unknown=options.unknown_ais)
        if ai is None:
            return [], f"unknown_ai:{key[:4]}"
        found.append((ai, value))
    return found, None


def _values(keys: list[tuple[Ai, str]], options: LinkOptions, *, plus_is_space: bool) -> Elements:
    pairs: list[tuple[str, str]] = []
    if len(keys) > ELEMENTS_MAX:
        return Elements((), "too_many_ais")
    for ai, raw in keys:
        value = _unescape(raw, plus_is_space)
        if options.short_gtin and ai.code == "01" and len(value) in (8, 12, 13):
            value = value.rjust(14, "0")
        error = value_error(ai, value) if value else "empty_value"
        if error is not None:
            return Elements((), f"{error}:{ai.code}")
        pairs.append((ai.code, value))
    return Elements(tuple(pairs))


def _unescape(raw: str, plus_is_space: bool) -> str:
    spaced = raw.replace("+", " ") if plus_is_space else raw
    return _PERCENT.sub(lambda match: chr(int(match.group(1), 16)), spaced)


def _sequence_allowed(codes: list[str]) -> bool:
    """True if the first is a key and the rest are some of its qualifiers in their fixed order."""
    ai = AIS.get(codes[0])
    if ai is None or ai.qualifiers is None:
        return False
    rest = codes[1:]
    return not rest or any(_in_order(rest, choice) for choice in ai.qualifiers)


def _in_order(codes: list[str], choice: tuple[str, ...]) -> bool:
    remaining = iter(choice)
    return all(code in remaining for code in codes)


def _joined(in_path: Pairs, in_query: Pairs, options: LinkOptions) -> Elements:
    codes = [code for code, _ in in_path]
    seen = set(codes)
    for code, _ in in_query:
        if code in seen:
            return Elements((), f"repeated_ai:{code}")
        seen.add(code)
        if not _is_attribute(code, options):
            return Elements((), f"not_an_attribute:{code}")
        if any(
            _sequence_allowed([*codes[:at], code, *codes[at:]]) for at in range(1, len(codes) + 1)
        ):
            return Elements((), f"belongs_in_path:{code}")
    return Elements(in_path + in_query)


def _is_attribute(code: str, options: LinkOptions) -> bool:
    ai = AIS.get(code)
    return ai.attribute if ai is not None else options.unknown_ai_as_dl_attr


def build_link(
    pairs: Pairs, stem: str | None = None, options: LinkOptions = STRICT
) -> tuple[str, str | None]:
    """The URI for these pairs, or "" and an error code.

    The first primary key leads; of its qualifier sequences the one with most of the pairs wins;
    everything else goes to the query, predefined lengths first, repeats once.
    """
    values = dict(reversed(pairs))  # the first of a repeated AI stays
    key = next((code for code in dict(pairs) if _sequence_allowed([code])), None)
    if key is None:
        return "", "no_key"
    path = [key, *_best_qualifiers(key, values)]
    query = [code for code in dict(pairs) if code not in path]
    for code in query:
        if not _is_attribute(code, options):
            return "", f"not_an_attribute:{code}"
    query.sort(key=lambda code: not _predefined(code))
    uri = (stem or CANONICAL_STEM).removesuffix("/")
    uri += "".join(f"/{code}/{_escape(values[code])}" for code in path)
    tail = "&".join(f"{code}={_escape(values[code])}" for code in query)
    return (f"{uri}?{tail}" if tail else uri), None


def _best_qualifiers(key: str, values: dict[str, str]) -> list[str]:
    best: list[str] = []
    for choice in AIS[key].qualifiers or ():
        present = [code for code in choice if code in values]
        if len(present) > len(best):
            best = present
    return best


def _predefined(code: str) -> bool:
    ai = find_ai(code, unknown=True)
    return ai is not None and ai.predefined


def _escape(value: str) -> str:
    return "".join(
        character if character in _UNRESERVED else f"%{ord(character):02X}" for character in value
    )
