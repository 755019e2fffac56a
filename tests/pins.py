# SPDX-License-Identifier: Apache-2.0
"""One slow hash of a PIN for all sites of a test process, not one each.

A site of the tests gets a known pepper before it starts, so that a hash made once fits them all.
What the server checks at sign-in stays as slow as it is on the floor.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from backend.use_cases.credentials import PinHasher

_PEPPER = b"the pepper of the tests: 32 byte"


class OncePins(PinHasher):
    """Hashes each PIN once."""

    @cache  # noqa: B019 - there is one of these in a process
    def hash(self, pin: str) -> str:
        return super().hash(pin)


PINS = OncePins(_PEPPER)


def known_pins(folder: Path) -> PinHasher:
    """What hashes PINs of the site whose data is in this folder; ask before its app is made."""
    keys = folder / "var/keys"
    keys.mkdir(parents=True, mode=0o700, exist_ok=True)
    (keys / "pepper").write_bytes(_PEPPER)
    return PINS
