# SPDX-License-Identifier: Apache-2.0
"""A badge that nobody has is answered with as much work as one with a wrong PIN."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from backend.use_cases.credentials import _DECOY, PinHasher


def test_a_pin_without_a_stored_hash_is_worked_on_like_any_other_and_never_fits() -> None:
    pins = PinHasher(b"some pepper")
    stored = pins.hash("482915")
    assert extract_parameters(_DECOY) == extract_parameters(stored)
    with pytest.raises(VerifyMismatchError):  # a hash that cannot be read would be answered at once
        PasswordHasher().verify(_DECOY, "482915")
    assert pins.check("482915", stored)
    assert not pins.check("482916", stored)
    assert not pins.check("482915", None)
