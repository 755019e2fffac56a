# SPDX-License-Identifier: Apache-2.0
"""Secrets: made at random, kept as hashes, compared in constant time.

A cookie or a one-time token reads `<site>.<id>.<secret>`: the row is found by its key, and only
the secret is compared. So no index over secrets exists, and the site comes with the token.
Random secrets are hashed with SHA-256; PINs, which can be guessed, with Argon2id over a HMAC
whose key (the pepper) is a file outside the database.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SECRET_BYTES = 32  # 256 bits: cookies of devices and actors
ONE_TIME_BYTES = 16  # 128 bits: an enrolment token, short-lived, shown as a QR code
BADGE_BYTES = 15  # 120 bits: more than the 96 asked for, and 24 characters on a badge
TOKEN_CHARACTERS_MAX = 200

# OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
_ARGON2_MEMORY_KIB, _ARGON2_PASSES, _ARGON2_LANES = 19_456, 2, 1
# A hash that costs as much to check as any and is no PIN's: salt and digest are only zeros.
_DECOY = (
    f"$argon2id$v=19$m={_ARGON2_MEMORY_KIB},t={_ARGON2_PASSES},p={_ARGON2_LANES}"
    f"${22 * 'A'}${43 * 'A'}"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A secret and the key of the row that holds its hash."""

    site: str
    id: str
    secret: str

    def text(self) -> str:
        """As it travels."""
        return f"{self.site}.{self.id}.{self.secret}"


def read_token(text: str | None) -> Token | None:
    """The parts of a token; None if it cannot be one."""
    if not text or len(text) > TOKEN_CHARACTERS_MAX or not text.isascii():
        return None
    parts = text.split(".")
    return Token(*parts) if len(parts) == 3 and all(parts) else None


def new_secret(size: int = SECRET_BYTES) -> str:
    """Random text of `size` bytes, safe in a cookie or an address."""
    return secrets.token_urlsafe(size)


def new_badge() -> str:
    """The text of a badge: capitals and digits, so that a small barcode holds it."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 characters, none looks like another
    return "".join(secrets.choice(alphabet) for _ in range(BADGE_BYTES * 8 // 5))


def hash_secret(secret: str) -> str:
    """SHA-256 in hex; enough for a secret that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same_secret(secret: str, stored_hash: str) -> bool:
    """True when the secret has this hash; takes as long when it has not."""
    return hmac.compare_digest(hash_secret(secret), stored_hash)


class PinHasher:
    """Hashes and checks PINs with a pepper that the database does not know."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper
        self._argon2 = PasswordHasher(
            memory_cost=_ARGON2_MEMORY_KIB, time_cost=_ARGON2_PASSES, parallelism=_ARGON2_LANES
        )

    def hash(self, pin: str) -> str:
        """What to store for a PIN."""
        return self._argon2.hash(self._peppered(pin))

    def check(self, pin: str, stored_hash: str | None) -> bool:
        """True when the PIN fits. Without a stored hash it works as long and says no."""
        try:
            fits = self._argon2.verify(stored_hash or _DECOY, self._peppered(pin))
        except (VerificationError, InvalidHashError):
            return False
        return fits and stored_hash is not None

    def _peppered(self, pin: str) -> bytes:
        return hmac.digest(self._pepper, pin.encode(), "sha256")
