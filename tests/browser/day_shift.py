# SPDX-License-Identifier: Apache-2.0
"""A shift of people with handhelds whose network is cut and whose tabs die at random, repeatably.

Each person has a script: a generator that does one thing with the hands, then yields. Who is next,
whose network goes or comes back and whose tab is closed is drawn from one seed. Yielding a
condition says that the person needs news: it waits for the condition, then goes into reach.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from random import Random

import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, TimeoutError

from backend.store.identity_tables import actors
from backend.use_cases.credentials import hash_secret
from tests.acceptance.served import PIN, Floor
from tests.acceptance.worker import Worker
from tests.browser.floor import CONTROLLED
from tests.browser.handheld import SCREEN, WAIT_MS

Condition = Callable[[], bool]
Script = Generator[Condition | None, None, None]

NETWORK_TURNS = 0.15  # before a step: out of reach, or back in it
DIES_AT_REST = 0.05  # before a step, half a code typed
DIES_AT_WORK = 0.08  # right after a step, before the screen has answered
TWICE_MS = 650
LOOK_MS = 3_000  # how long somebody looks at a screen that came back, before doing it again


@dataclass
class Person:
    """Somebody who does what the screen asks, whatever becomes of the device meanwhile."""

    name: str
    worker: Worker
    luck: Random
    faults: list[str]  # what the pages threw
    away: bool = False
    last: str = ""
    diary: list[str] = field(default_factory=list)

    # What hands do. `sees` is what the screen asks afterwards, still there if the tab is reopened.

    def tap(self, name: str, sees: str) -> Condition | None:
        return self._do(f"tap {name}", partial(self.worker.tap, name), sees)

    def scan(self, code: str, sees: str) -> Condition | None:
        return self._do(f"scan {code}", partial(self.pull_trigger, code), sees)

    def number(self, number: int, sees: str) -> Condition | None:
        return self._do(f"number {number}", partial(self.worker.number, number), sees)

    def problem(self, name: str, sees: str) -> Condition | None:
        return self._do(f"problem {name}", partial(self.worker.problem, name), sees)

    def _do(self, what: str, act: Callable[[], None], sees: str) -> Condition | None:
        self.diary.append(what)
        telling = not self._sees(sees)  # else nobody could see whether it was taken
        act()
        if telling and self.luck.random() < DIES_AT_WORK:
            self.reopen("amid it")
            if not self._comes(sees):  # it was not taken: a person does it again
                self.diary.append(f"again: {what}")
                act()
        self.worker.says(sees)
        return None  # no news are needed for the next thing

    def pull_trigger(self, code: str) -> None:
        """At once, as a scanner commits it: keys typed one by one are torn apart on a busy machine.

        The same code is not taken twice within a moment, so a person lets one pass.
        """
        page = self.worker.page
        if code == self.last:
            page.wait_for_timeout(TWICE_MS)
        self.last = code
        page.keyboard.insert_text(code)
        page.keyboard.press("Enter")

    def _sees(self, text: str) -> bool:
        return bool(self._shown(text).count())

    def _comes(self, text: str) -> bool:
        try:
            self._shown(text).first.wait_for(timeout=LOOK_MS)
        except TimeoutError:
            return False
        return True

    def _shown(self, text: str) -> Locator:
        found: Locator = self.worker.frame().get_by_text(text).locator("visible=true")
        return found

    # What becomes of the device

    def cut(self) -> None:
        self.diary.append("out of reach")
        self.away = True
        self.worker.offline()

    def back(self) -> None:
        self.diary.append("in reach")
        self.away = False
        self.worker.context.set_offline(False)

    def in_reach(self) -> None:
        """With the network, everything sent, everything heard."""
        self.back()
        self.worker.sent()
        self.worker.caught_up()

    def dies(self) -> None:
        """The tab is closed amid a scan; opened again it asks what it asked before."""
        asked = self.asked()
        self.worker.page.keyboard.type("BRK")  # too few for a scan that silence ends
        self.reopen("at rest")
        if asked:
            self.worker.says(asked)

    def asked(self) -> str:
        """The question of the screen."""
        heading = self.worker.frame().locator("h2").first
        return str(heading.inner_text()) if heading.count() else ""

    def reopen(self, when: str) -> None:
        self.diary.append(f"the tab dies {when}")
        self.worker.page.close()
        self.worker.page = watched(self.worker.context.new_page(), self.faults)
        self.worker.page.goto(self.worker.floor.address)
        self.worker.frame().locator("main, h2").first.wait_for()


def watched(page: Page, faults: list[str]) -> Page:
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    return page


def employ(floor: Floor, *names: str) -> None:
    """These people work at the site; each has a badge, and the PIN of everybody."""
    [known] = floor.site.rows(sa.select(actors).where(actors.c.id == "lopez"))
    badges = {name: f"BADGE{name.upper():X<19}"[:24] for name in names}
    rows = [{**known._mapping, "id": name, "name": name.title(), "initials": name[:2].upper(),
             "badge_hash": hash_secret(badge)} for name, badge in badges.items()]  # fmt: skip
    floor.site.database.write(lambda c: c.execute(sa.insert(actors), rows))
    floor.badges = {**floor.badges, **badges}


def hire(browser: Browser, floor: Floor, name: str, luck: Random, faults: list[str]) -> Person:
    """A new handheld in somebody's hand; from now on it starts without the server too."""
    context = browser.new_context(
        viewport=SCREEN, has_touch=True, color_scheme="dark", locale="en"
    )  # fmt: skip
    context.set_default_timeout(WAIT_MS)
    worker = Worker(context, watched(context.new_page(), faults), floor)
    me = Person(name, worker, luck, faults)
    worker.page.goto(floor.address)
    worker.says("Scan enrolment code")
    me.pull_trigger(floor.allow())
    worker.says("Scan your badge")
    me.pull_trigger(floor.badges[name])
    worker.says("Type your PIN")
    worker.keys(PIN)
    worker.says("Look up")
    worker.caught_up()
    worker.page.wait_for_function(CONTROLLED)
    return me


@dataclass
class Job:
    """What somebody has to do today: with a handheld, or at a desk."""

    name: str
    script: Script
    person: Person | None = None
    waits: Condition | None = None


def work(jobs: list[Job], luck: Random) -> None:
    """Until everybody is done. If nobody can go on with all that is known, the script is wrong."""
    jobs, people = list(jobs), [job.person for job in jobs if job.person]
    while jobs:
        ready = [job for job in jobs if job.waits is None or job.waits()]
        if not ready:
            everybody_in_reach(people)  # who has gone home took what was not sent along
            ready = [job for job in jobs if job.waits is None or job.waits()]
            assert ready, f"all wait: {[job.name for job in jobs]}"
        job = luck.choice(ready)
        if job.person:
            befalls(job.person, luck, heard=job.waits is not None)
        try:
            job.waits = next(job.script)
        except StopIteration:
            jobs.remove(job)


def everybody_in_reach(people: list[Person]) -> None:
    for person in people:
        person.in_reach()


def befalls(person: Person, luck: Random, *, heard: bool) -> None:
    """News are fetched where the network is; else the network and the tab do what they like."""
    if heard:
        person.in_reach()
        return
    if luck.random() < NETWORK_TURNS:
        person.back() if person.away else person.cut()
    if luck.random() < DIES_AT_REST:
        person.dies()
