# SPDX-License-Identifier: Apache-2.0
"""Pictures as files: `<folder>/<site>/<begin of the hash>/<id>-<more of the hash>`.

A file is written whole beside its place, made durable, and then put there, so that whoever finds
it finds all of it. Its name holds its hash: a file never changes.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

_ID = re.compile(r"[0-9a-z-]{1,64}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SITE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
HASH_CHARACTERS = 16


class BadName(Exception):
    """No path is made of a name that could lead elsewhere."""


class PhotoFiles:
    """The pictures below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, site: str, photo: str, digest: str) -> Path:
        """Where a picture stands. Raises `BadName`."""
        if not (_SITE.fullmatch(site) and _ID.fullmatch(photo) and _HASH.fullmatch(digest)):
            raise BadName(f"{site!r}, {photo!r}")
        name = f"{photo}-{digest[:HASH_CHARACTERS]}"
        return self._folder / site / digest[:2] / name

    def write(self, site: str, photo: str, digest: str, data: bytes) -> None:
        """Keep a picture; returns when it would outlive a loss of power."""
        path = self.path(site, photo, digest)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        beside = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.new")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _settle(path.parent)

    def read(self, site: str, photo: str, digest: str) -> bytes | None:
        """The picture, or None where it is not here."""
        with suppress(FileNotFoundError):
            return self.path(site, photo, digest).read_bytes()
        return None

    def remove(self, site: str, photo: str, digest: str) -> None:
        """Forget a picture; twice is once."""
        self.path(site, photo, digest).unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes that the disk has left."""
        folder = self._folder
        while not folder.exists():
            folder = folder.parent
        return shutil.disk_usage(folder).free


def _settle(folder: Path) -> None:
    """The entry of a folder is durable too (POSIX)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
