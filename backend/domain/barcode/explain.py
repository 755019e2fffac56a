# SPDX-License-Identifier: Apache-2.0
"""One JSON line in, one JSON line out: what a scan means, for people and other programs.

In: {"data", "profile", "expect_di"}, the last two optional. Out: {"ok", "symbology", "kind",
"elements", "value", "warnings", "flags", "error", "candidates"}. A line that is no such JSON is
answered, never raised.

Nobody says here which step the scan is for. What could be several things is answered as the parser
reads it by itself, and `candidates` tells every reading, that one first: `P12345` is a key, and a
part number under the data identifier P where a step expects one.
"""

import json
from typing import Any

from backend.domain.barcode.mh10 import read_bare
from backend.domain.barcode.parse import parse
from backend.domain.barcode.reading import DEFAULT, Profile, Reading
from backend.domain.barcode.table import DIS
from backend.domain.barcode.vin import read_vin

_EVERY_DI = frozenset(DIS)
_GS_STATES = ("sent", "stripped", "unproven")


def explain_line(line: str) -> str:
    """Explain the scan in one JSON line; the answer holds no line break."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        return _answer(_refused("malformed_json"))
    return _answer(_explain(request))


def _explain(request: Any) -> Reading:
    if not isinstance(request, dict) or not isinstance(request.get("data"), str):
        return _refused("malformed_request:data")
    profile = profile_from(request.get("profile"))
    if profile is None:
        return _refused("malformed_request:profile")
    expected = request.get("expect_di", [])
    if not isinstance(expected, list) or not all(isinstance(code, str) for code in expected):
        return _refused("malformed_request:expect_di")
    return parse(request["data"], profile, expect_di=frozenset(expected))


def profile_from(fields: Any) -> Profile | None:
    """A profile from its JSON object; None if malformed. No object at all means a proven path.

    A profile that does not say what calibration found about separators counts as unproven.
    """
    if fields is None:
        return DEFAULT
    if not isinstance(fields, dict):
        return None
    prefix, suffix = fields.get("prefix") or "", fields.get("suffix") or ""
    gs_as, gs = fields.get("gs_as"), fields.get("gs", "unproven")
    aim, tolerate = fields.get("aim", True), fields.get("tolerate_gs1", False)
    texts = isinstance(prefix, str) and isinstance(suffix, str)
    switches = isinstance(aim, bool) and isinstance(tolerate, bool)
    if not texts or not switches or gs not in _GS_STATES:
        return None
    if gs_as is not None and not isinstance(gs_as, str):
        return None
    return Profile(prefix, suffix, gs_as, aim, gs, tolerate)


def readings(reading: Reading) -> list[Reading]:
    """This reading first, and what else its text may be where nothing in it says what it is."""
    if not reading.ok:
        return []
    found, text = [reading], reading.text
    if reading.kind not in ("plain", "vin", "di") and "gtin_by_length" not in reading.flags:
        return found
    bare, vin = read_bare(text, _EVERY_DI), read_vin(text)
    if bare is not None and reading.kind != "di":
        found.append(Reading(True, "di", text, reading.symbology, (bare,), format="bare"))
    if vin is not None and reading.kind != "vin":
        found.append(Reading(True, "vin", text, reading.symbology, value=vin.vin))
    if reading.kind != "plain":
        found.append(Reading(True, "plain", text, reading.symbology, value=text))
    return found


def _refused(error: str) -> Reading:
    return Reading(False, "plain", "", error=error)


def _answer(reading: Reading) -> str:
    return json.dumps(
        {
            "ok": reading.ok,
            "symbology": reading.symbology,
            "kind": reading.kind,
            "elements": reading.elements,
            "value": reading.value,
            "warnings": reading.warnings,
            "flags": reading.flags,
            "error": reading.error,
            "candidates": [
                {"kind": one.kind, "elements": one.elements, "value": one.value}
                for one in readings(reading)
            ],
        }
    )
