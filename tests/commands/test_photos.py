# SPDX-License-Identifier: Apache-2.0
"""`flask photos prune`: pictures go when their time is over, by the site's setting or for once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from backend.store.photo_files import PhotoFiles
from backend.use_cases.photos import Photos, Sent
from tests.commands.conftest import Console

PICTURE = b"\xff\xd8\xff\xe0 a crushed corner \xff\xd9"


def kept(console: Console, days_ago: int) -> Photos:
    """A picture that came so many days ago."""
    settings = console.app.extensions["pickface"].settings
    photos = Photos(console.database, PhotoFiles(settings.photos))
    sent = Sent(settings.site, "H-1", "p-1", sha256(PICTURE).hexdigest(), PICTURE)
    assert photos.keep(sent, datetime.now(UTC) - timedelta(days=days_ago)) is None
    return photos


def test_a_picture_stays_as_long_as_the_site_has_set(demo: Console) -> None:
    photos = kept(demo, days_ago=300)
    said = demo.run("photos", "prune")
    assert (said.exit_code, said.output) == (
        0, "0 pictures older than 365 days are gone, 0 MiB\n"
    )  # fmt: skip
    said = demo.run("photos", "prune", "--days", "299")
    assert "1 pictures older than 299 days are gone" in said.output
    assert photos.picture("DC01", "p-1") is None


def test_a_site_that_is_not_there_is_a_sentence(empty: Console) -> None:
    said = empty.run("photos", "prune")
    assert said.exit_code == 1
    assert "is not set up here" in said.output
