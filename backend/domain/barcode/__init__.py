# SPDX-License-Identifier: Apache-2.0
"""Scanned barcodes: from characters to typed candidates, and back for labels. See README.md."""

from backend.domain.barcode.candidates import Candidate, candidates
from backend.domain.barcode.check_digits import gtin14, mod10, mod10_matches, sscc_check_digit
from backend.domain.barcode.digital_link import STRICT, TOLERANT, LinkOptions, build_link, read_link
from backend.domain.barcode.explain import explain_line, profile_from
from backend.domain.barcode.gs1 import (
    association_warnings,
    bracketed,
    element_string,
    read_bracketed,
    read_elements,
)
from backend.domain.barcode.own import encode_own, is_own_value
from backend.domain.barcode.parse import parse, split_scans
from backend.domain.barcode.reading import DEFAULT, Pairs, Profile, Reading
from backend.domain.barcode.symbology import build_scan_data, normalise_scan_data
from backend.domain.barcode.table import title_of

__all__ = [
    "DEFAULT",
    "STRICT",
    "TOLERANT",
    "Candidate",
    "LinkOptions",
    "Pairs",
    "Profile",
    "Reading",
    "association_warnings",
    "bracketed",
    "build_link",
    "build_scan_data",
    "candidates",
    "element_string",
    "encode_own",
    "explain_line",
    "gtin14",
    "is_own_value",
    "mod10",
    "mod10_matches",
    "normalise_scan_data",
    "parse",
    "profile_from",
    "read_bracketed",
    "read_elements",
    "read_link",
    "split_scans",
    "sscc_check_digit",
    "title_of",
]
