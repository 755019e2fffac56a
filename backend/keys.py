# SPDX-License-Identifier: Apache-2.0
"""Keys that live beside the database, never in it: the PIN pepper and the web push key pair.

Files are made once, readable by the server's user alone. Losing the pepper voids all PINs; losing
the push key voids all push subscriptions. A backup keeps them apart from the database.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def pepper(folder: Path) -> bytes:
    """32 random bytes, the same at every start."""
    return _once(folder / "pepper", lambda: secrets.token_bytes(32))


def push_key(folder: Path) -> bytes:
    """The private key for web push (VAPID, RFC 8292: ECDSA on P-256) as PEM."""
    return _once(folder / "vapid.pem", _new_push_key)


def _new_push_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _once(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file's content; made first if it is not there. Two processes may start at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # the other process was first: take its key
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
