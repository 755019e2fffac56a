# SPDX-License-Identifier: Apache-2.0
"""What a handheld loads before its first screen, and what its worker stores, as it travels."""

import gzip
import json
import re
from collections.abc import Iterable

from tests.browser.gallery import DIST

# Ratchets: what is gained here is not given back. The first load has no camera and no flow in it;
# what is stored also has the flows and the other languages. Raised for the exceptions of all flows:
# each kind of operation has a word in the queue of the first load (aim: 60 kB), each question has
# three other languages, and what a surplus is (a site's settings) is known before any flow. The
# stored part grew by a pick of batches with its sort, plates drawn by score, carton sizes, doors of
# a look-up, kits, overrides and what comes back.
SCRIPT_BYTES_MAX = 51_600
STYLE_BYTES_MAX = 10_000
STORED_BYTES_MAX = 251_900
# Words of other languages are fetched when a person asks for them.
OTHER_WORDS = ("Ausweis scannen", "Escanea tu", "Scannez")
# Sources that a new flow, check or step makes longer.
OF_FLOWS = re.compile(
    r"/flows/|/src/flow/(?!data\.ts$)|/src/domain/barcode/|/messages/flow/"
    r"|/src/ui/(components/(alarm|sheet|tray)|screens/(flow|step_body))\.tsx$")
FLOW_SOURCES_MIN = 40  # fewer found: the search is broken

AT_START = re.compile(r'(?:from|import)"\./([^"]+\.js)"')
ON_DEMAND = re.compile(r'import\("\./([^"]+\.js)"\)')


def read(name: str) -> str:
    """A file of the built app."""
    return (DIST / name).read_text(encoding="utf-8")


def followed(names: Iterable[str], *kinds: re.Pattern[str]) -> dict[str, str]:
    """Scripts and what they import in these ways, with their text, by name."""
    waiting = list(names)
    found: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = read(f"assets/{name}")
        waiting += [other for kind in kinds for other in kind.findall(found[name])]
    return found


def entry(page: str) -> list[str]:
    """The scripts that a page names."""
    return re.findall(r'src="/assets/([^"]+\.js)"', read(page))


def loaded(page: str) -> dict[str, str]:
    """The scripts that a page runs at its start."""
    return followed(entry(page), AT_START)


def craft() -> set[str]:
    """The scripts that the handheld fetches behind its first screen, as the page names them."""
    (names,) = re.findall(r'<meta name="craft" content="([^"]*)"', read("index.html"))
    return {name.removeprefix("/assets/") for name in names.split()}


def stored() -> set[str]:
    """Scripts and style sheets that the worker keeps."""
    return set(re.findall(r'"/assets/([^"]+\.(?:js|css))"', read("sw.js")))


def sources(scripts: Iterable[str]) -> set[str]:
    """The files of the project that these scripts were made of."""
    maps = [json.loads(read(f"assets/{name}.map")) for name in scripts]
    return {"/" + source.lstrip("./") for one in maps for source in one["sources"]}


def packed(text: str) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(text.encode(), 9))


def test_the_handheld_starts_with_little_script() -> None:
    scripts = loaded("index.html")
    sizes = {name: packed(text) for name, text in scripts.items()}
    assert len(sizes) > 1
    assert sum(sizes.values()) <= SCRIPT_BYTES_MAX, sizes


def test_no_flow_is_in_the_first_load_so_a_new_one_does_not_grow_it() -> None:
    first = sources(loaded("index.html"))
    assert "/src/engine.ts" in first
    assert not sorted(filter(OF_FLOWS.search, first))
    assert len(list(filter(OF_FLOWS.search, sources(craft())))) >= FLOW_SOURCES_MIN


def test_the_page_names_every_script_that_the_flows_need() -> None:
    first = loaded("index.html")
    (whole,) = craft() & set(ON_DEMAND.findall("".join(first.values())))
    assert craft() == set(followed([whole], AT_START)) - set(first)


def test_the_worker_stores_every_script_that_the_handheld_can_ever_need() -> None:
    needed = followed(entry("index.html"), AT_START, ON_DEMAND)
    assert craft() < set(needed)
    gallery = {name for name in needed if "/src/gallery.tsx" in sources([name])}
    assert len(gallery) == 1, "the gallery of screens is for desks with a network"
    assert set(needed) - gallery == {name for name in stored() if name.endswith(".js")}


def test_what_the_worker_stores_stays_small() -> None:
    sizes = {name: packed(read(f"assets/{name}")) for name in stored()}
    assert sum(sizes.values()) <= STORED_BYTES_MAX, sizes


def test_only_one_language_is_loaded_at_the_start() -> None:
    text = "".join(loaded("index.html").values())
    assert "Scan your badge" in text
    assert not [words for words in OTHER_WORDS if words in text]


def test_the_style_sheet_is_small() -> None:
    (sheet,) = re.findall(r'href="/assets/([^"]+\.css)"', read("index.html"))
    assert packed(read(f"assets/{sheet}")) <= STYLE_BYTES_MAX
