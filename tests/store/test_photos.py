# SPDX-License-Identifier: Apache-2.0
"""Photos on a real database: facts from the journal, pictures as files, in either order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from backend import limits
from backend.store.database import Database
from backend.store.photo_files import BadName, PhotoFiles
from backend.use_cases.photos import Photos, Refused, Sent, picture_type
from tests.scenarios.site import SITE, START, Handheld, Site

PICTURE = b"\xff\xd8\xff\xe0 a crushed corner \xff\xd9"
OTHER = b"\xff\xd8\xff\xe0 something else \xff\xd9"
ROOM = 10 * limits.PHOTO_DISK_FREE_BYTES_MIN


class Files(PhotoFiles):
    """A disk whose room is set by hand."""

    room = ROOM

    def free(self) -> int:
        return self.room


def hash_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def sent(data: bytes = PICTURE, photo: str = "p-1", **more: Any) -> Sent:
    return Sent(**{"site": SITE, "device": "H-1", "photo": photo, "hash": hash_of(data),
                   "data": data, **more})  # fmt: skip


def fact(data: bytes = PICTURE, photo: str = "p-1", **of: str) -> dict[str, Any]:
    return {"photo": photo, "hash": hash_of(data), "bytes": len(data), "type": "image/jpeg",
            "of": of or {"lpn": "L-1"}, "where": "receive.carton", "note": ""}  # fmt: skip


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database).set_up()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "photos")


@pytest.fixture
def photos(site: Site, files: Files) -> Photos:
    return Photos(site.database, files)


@pytest.fixture
def tell(site: Site) -> Callable[..., str]:
    handheld = Handheld(site, "H-1")

    def one(body: dict[str, Any]) -> str:
        handheld.tell("photo", body)
        [result] = handheld.push().results
        assert result.outcome == "accepted", result
        return str(result.op_id)

    return one


def shown(photos: Photos, **wanted: str) -> list[tuple[str, str]]:
    page = photos.of(SITE, {name: [code] for name, code in wanted.items()}, None, 10)
    return [(one["photo"], one["state"]) for one in page.items]


def test_a_fact_announces_and_its_picture_makes_it_whole(photos: Photos, tell: Any) -> None:
    tell(fact(lpn="L-1", part="BRK-10442"))
    assert shown(photos, lpn="L-1") == [("p-1", "announced")]
    assert photos.picture(SITE, "p-1") is None
    assert photos.keep(sent(), START) is None
    assert shown(photos, part="BRK-10442") == [("p-1", "stored")]
    assert photos.picture(SITE, "p-1") == (PICTURE, "image/jpeg")


def test_a_picture_that_comes_before_its_fact_is_kept_for_it(photos: Photos, tell: Any) -> None:
    assert photos.keep(sent(), START) is None
    assert shown(photos, lpn="L-1") == []
    tell(fact())
    assert shown(photos, lpn="L-1") == [("p-1", "stored")]


def test_the_same_picture_again_is_the_same_answer_and_another_is_not_taken(
    photos: Photos, tell: Any
) -> None:
    assert [photos.keep(sent(), START) for _ in range(2)] == [None, None]
    assert photos.keep(sent(OTHER), START) is Refused.OTHER_BYTES
    tell(fact())
    assert photos.keep(sent(OTHER), START) is Refused.OTHER_BYTES
    assert photos.picture(SITE, "p-1") == (PICTURE, "image/jpeg")


def test_the_fact_says_which_picture_it_is_not_who_came_first(photos: Photos, tell: Any) -> None:
    photos.keep(sent(OTHER), START)
    tell(fact(PICTURE))
    assert shown(photos, lpn="L-1") == [("p-1", "announced")]
    assert photos.keep(sent(PICTURE), START) is None
    assert photos.picture(SITE, "p-1") == (PICTURE, "image/jpeg")


@pytest.mark.parametrize(("given", "why"), [
    (sent(b"GIF89a no picture of ours"), Refused.NO_PICTURE),
    (sent(b""), Refused.NO_PICTURE),
    (sent(PICTURE + b"x" * limits.PHOTO_BYTES_MAX), Refused.TOO_LARGE),
    (sent(hash=hash_of(OTHER)), Refused.HASH_MISMATCH),
])
def test_what_is_no_picture_or_not_the_one_it_says_is_not_taken(
    photos: Photos, given: Sent, why: Refused
) -> None:
    assert photos.keep(given, START) is why
    assert photos.picture(SITE, "p-1") is None


def test_a_full_disk_makes_photos_wait_and_nothing_else(photos: Photos, files: Files) -> None:
    files.room = limits.PHOTO_DISK_FREE_BYTES_MIN - 1
    assert photos.keep(sent(), START) is Refused.DISK_FULL
    files.room = ROOM
    assert photos.keep(sent(), START) is None


def test_a_device_does_not_fill_the_disk_with_what_nobody_told(
    photos: Photos, tell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PHOTOS_UNTOLD_MAX", 1)
    assert photos.keep(sent(photo="p-1"), START) is None
    assert photos.keep(sent(photo="p-2"), START) is Refused.TOO_MANY
    assert photos.keep(sent(photo="p-2", device="H-2"), START) is None
    tell(fact(photo="p-1"))
    assert photos.keep(sent(photo="p-3"), START) is None


def test_photos_are_listed_newest_first_page_by_page(photos: Photos, tell: Any) -> None:
    for n in (1, 2, 3):
        tell(fact(photo=f"p-{n}", lpn="L-1"))
    tell(fact(photo="p-4", lpn="L-2"))
    first = photos.of(SITE, {"lpn": ["L-1"]}, None, 2)
    rest = photos.of(SITE, {"lpn": ["L-1"]}, first.next, 2)
    assert [one["photo"] for one in (*first.items, *rest.items)] == ["p-3", "p-2", "p-1"]
    assert rest.next is None
    assert first.items[0]["of"] == {"lpn": "L-1"}
    assert len(photos.of(SITE, {"lpn": ["L-1", "L-2"], "hold": ["none"]}, None, 9).items) == 4


def test_another_sites_photo_is_not_there(photos: Photos, tell: Any) -> None:
    tell(fact())
    photos.keep(sent(), START)
    assert photos.picture("DC02", "p-1") is None
    assert photos.of("DC02", {"lpn": ["L-1"]}, None, 9).items == []
    assert photos.keep(sent(OTHER, site="DC02"), START) is None, "ids are a site's own"
    assert photos.picture(SITE, "p-1") == (PICTURE, "image/jpeg")


def test_a_picture_goes_when_its_time_is_over_and_what_was_told_stays(
    photos: Photos, tell: Any, files: Files
) -> None:
    tell(fact())
    photos.keep(sent(), START)
    photos.keep(sent(photo="p-new"), START + timedelta(days=20))
    gone = photos.prune(SITE, 30, START + timedelta(days=31))
    assert (gone.photos, gone.bytes) == (1, len(PICTURE))
    assert shown(photos, lpn="L-1") == [("p-1", "pruned")]
    assert photos.picture(SITE, "p-1") is None
    assert not files.path(SITE, "p-1", hash_of(PICTURE)).exists()
    assert photos.picture(SITE, "p-new") is not None
    assert photos.keep(sent(), START) is None, "a device that asks again may forget it"
    assert shown(photos, lpn="L-1") == [("p-1", "pruned")]


def test_how_long_pictures_are_kept_is_the_sites_own(photos: Photos, site: Site) -> None:
    assert photos.keep_days(SITE) == 365
    site.ask("policy_change", {"base": 0, "changes": {"photo.keep_days": 90}})
    assert photos.keep_days(SITE) == 90
    assert photos.keep_days("NOWHERE") is None


@pytest.mark.parametrize("names", [
    ("DC01", "../p-1", "0a" * 32), ("DC01", "P-1", "0a" * 32), ("DC01", "p-1", "../x"),
    ("..", "p-1", "0a" * 32), ("", "p-1", "0a" * 32), ("a/b", "p-1", "0a" * 32),
])  # fmt: skip
def test_no_name_leads_out_of_the_folder(files: Files, names: tuple[str, str, str]) -> None:
    with pytest.raises(BadName):
        files.path(*names)


def test_a_file_is_there_whole_or_not_at_all(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="gone"):
        files.write(SITE, "p-1", hash_of(PICTURE), PICTURE)
    assert files.read(SITE, "p-1", hash_of(PICTURE)) is None
    assert list(files.path(SITE, "p-1", hash_of(PICTURE)).parent.iterdir()) == []


def test_a_picture_is_known_by_its_own_bytes() -> None:
    assert picture_type(PICTURE) == "image/jpeg"
    assert picture_type(b"RIFF\x10\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert picture_type(b"RIFF\x10\x00\x00\x00WAVEfmt ") is None
    assert picture_type(b"<svg onload=alert(1)>") is None
