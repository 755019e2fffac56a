# SPDX-License-Identifier: Apache-2.0
"""Every handheld screen holds its frame, its targets and its contrast, in both themes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import gallery
from tests.chromium import HEADLESS_FLAGS, chromium_path
from tools.gallery import Steps, all_steps

HANDHELD: ViewportSize = {"width": 360, "height": 640}
SMALLEST: ViewportSize = {"width": 360, "height": 560}
LAPTOP: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(HEADLESS_FLAGS)
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with gallery.served() as where:
        yield where


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SMALLEST, reduced_motion="reduce")
    opened = context.new_page()
    yield opened
    context.close()


def told(faults: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {fault}" for name, all_ in faults.items() for fault in all_)


@pytest.fixture(scope="module")
def steps(browser: Browser, address: str) -> Steps:
    """Every screen of the handheld: the gallery's own, and every state of every flow."""
    page = browser.new_page()
    found = all_steps(page, address)
    page.close()
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_screen_stays_inside_the_smallest_handheld(
    page: Page, address: str, steps: Steps, theme: str
) -> None:
    gallery.open_given(page, address)
    faults = gallery.survey(page, steps, gallery.MEASURE, theme)
    assert not any(faults.values()), told(faults)


@pytest.mark.parametrize("lang", ["de", "es", "fr", "rtl"])
def test_every_screen_holds_the_words_of_other_languages(
    page: Page, address: str, steps: Steps, lang: str
) -> None:
    gallery.open_given(page, address, lang)
    faults = gallery.survey(page, steps, gallery.MEASURE)
    assert not any(faults.values()), told(faults)


def test_digits_run_from_left_to_right_in_every_language(page: Page, address: str) -> None:
    gallery.open_given(page, address, "rtl")
    gallery.show(page, "pin")
    one, two = (page.get_by_role("button", name=digit, exact=True) for digit in "12")
    left, right = one.bounding_box(), two.bounding_box()
    assert left and right and left["x"] < right["x"]


@pytest.mark.parametrize("lang", ["en", "de", "es", "fr"])
def test_the_button_of_a_sheet_covers_nothing_above_the_tray_of_the_demo(
    page: Page, address: str, lang: str
) -> None:
    page.set_viewport_size(HANDHELD)
    gallery.open_state(page, address, "unknown-sheet", lang=lang, tray=True)
    note = page.locator(".sheet .consequence").bounding_box()
    button = page.locator(".sheet .last").bounding_box()
    assert note and button
    assert page.locator(".traystrip").is_visible()
    assert note["y"] + note["height"] <= button["y"] + 1


def test_a_code_is_set_smaller_before_it_breaks(page: Page, address: str) -> None:
    gallery.open_state(page, address, "hold-carton")
    code = page.locator(".holdscreen .card .fit")
    assert code.inner_text() == "006141410000002016"
    lines = code.evaluate("node => node.clientHeight / parseFloat(getComputedStyle(node).fontSize)")
    assert lines < 2


def test_a_gloved_hand_meets_every_target(page: Page, address: str, steps: Steps) -> None:
    gallery.open_given(page, address)
    small = gallery.survey(page, steps, gallery.SMALL, arg=gallery.TOUCH_PX)
    assert not any(small.values()), told(small)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_axe_finds_nothing_on_any_screen(page: Page, address: str, theme: str) -> None:
    page.set_viewport_size(HANDHELD)
    steps = dict.fromkeys(gallery.names(page, address))
    gallery.open_given(page, address)
    gallery.learn_axe(page)
    found = gallery.survey(page, steps, gallery.AXE_RUN, theme)
    assert not any(found.values()), told(found)


def test_text_of_130_percent_keeps_question_and_foot_in_the_frame(
    page: Page, address: str
) -> None:
    page.set_viewport_size(HANDHELD)
    faults = {}
    for name in ("pick", "pick-part", "serials", "putaway", "short", "stop", "hold", "sign-in"):
        gallery.open_state(page, address, name)
        page.evaluate(gallery.LARGER)
        faults[name] = page.evaluate(
            "() => [...document.querySelectorAll('.foot, .ask, .stophead, .last')]"
            ".filter((node) => { const box = node.getBoundingClientRect();"
            " return box.bottom > innerHeight + 1 || box.right > innerWidth + 1; })"
            ".map((node) => node.className + ' ' + node.textContent)"
        )
    assert not any(faults.values()), told(faults)


def test_on_a_laptop_the_handheld_stands_in_the_middle_with_the_tray_beside_it(
    page: Page, address: str
) -> None:
    page.set_viewport_size(LAPTOP)
    gallery.open_state(page, address, "tray")
    frame = page.locator(".hh").bounding_box()
    panel = page.locator(".traypanel").bounding_box()
    assert frame and panel
    assert 350 <= frame["width"] <= 370
    assert panel["x"] > frame["x"] + frame["width"]
    assert not page.locator(".traystrip").is_visible()


def test_a_stray_tap_does_not_close_a_stop(page: Page, address: str) -> None:
    gallery.open_state(page, address, "stop")
    page.evaluate("window.sent = []; document.addEventListener('sent', (e) => sent.push(e.detail))")
    page.locator(".longpress").click()
    assert page.evaluate("sent") == []
    page.locator(".longpress").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("sent") == [{"type": "acknowledge"}]


def test_the_measure_catches_a_planted_fault(page: Page, address: str) -> None:
    gallery.open_state(page, address, "pick")
    page.evaluate("document.querySelector('.hh .foot .btn').style.marginLeft = '400px'")
    assert page.evaluate(gallery.MEASURE)
    gallery.open_state(page, address, "pick")
    page.evaluate("document.querySelector('.hh .foot .btn').style.minHeight = '20px';"
                  "document.querySelector('.hh .foot .btn').style.height = '20px'")
    assert page.evaluate(gallery.SMALL, gallery.TOUCH_PX)
    page.evaluate("document.querySelector('.hh h1').style.color = '#222'")
    assert any("contrast" in fault for fault in gallery.axe(page))


PAD = """() => { const main = document.querySelector('.padmain');
  const badge = document.querySelector('.qb').getBoundingClientRect();
  const top = document.elementFromPoint(badge.x + badge.width / 2, badge.y + 28);
  return { hidden: main.scrollHeight - main.clientHeight,
    badge: Boolean(top?.closest('.qb')) }; }"""


@pytest.mark.parametrize("name", ["pad-good", "pad-attention"])
def test_a_pad_keeps_all_its_keys_and_the_queue_badge_under_a_band(
    page: Page, address: str, name: str
) -> None:
    for height in (640, 584, 560):
        page.set_viewport_size({"width": 360, "height": height})
        for lang in ("en", "de", "fr"):
            gallery.open_state(page, address, name, lang=lang)
            found = page.evaluate(PAD)
            assert found["badge"], f"{name} {height} {lang}: the badge is hidden"
            assert found["hidden"] <= 1, f"{name} {height} {lang}: {found['hidden']} px are hidden"


def test_after_a_refused_number_the_next_digit_begins_another(page: Page, address: str) -> None:
    gallery.open_state(page, address, "pad-attention")  # nothing answers here, as in a refusal
    for key in ("4", "0", "0", "Done"):
        page.locator(".pad").get_by_role("button", name=key, exact=True).click()
    assert page.locator("output.qty").inner_text().strip() == "400"
    page.locator(".pad").get_by_role("button", name="2", exact=True).click()
    assert page.locator("output.qty").inner_text().strip() == "2"


def test_escape_closes_the_sheet_on_top_and_nothing_below_it(page: Page, address: str) -> None:
    gallery.open_state(page, address, "pick")
    page.get_by_role("button", name="Problem").click()
    page.wait_for_selector(".over .sheet")
    page.keyboard.press("Escape")
    page.wait_for_selector(".over", state="detached")
    gallery.open_state(page, address, "short")
    page.locator(".typein").click()
    page.wait_for_selector(".sheet .pad")
    page.keyboard.press("Escape")
    page.wait_for_selector(".sheet .stepper")
