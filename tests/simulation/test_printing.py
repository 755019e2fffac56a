# SPDX-License-Identifier: Apache-2.0
"""Two hundred days at a label station: nothing is printed twice unless somebody asked."""

from __future__ import annotations

import pytest

from labels.queue import State
from tests.simulation.checks import Breach
from tests.simulation.printing import PLANTS, run_station

pytestmark = pytest.mark.simulation
SEEDS = 200
SEEDS_TO_CATCH = 5


def test_a_day_at_the_station_prints_no_label_twice() -> None:
    days = [run_station(seed) for seed in range(SEEDS)]
    states = {found.state for day in days for job in day.made if (found := day.jobs.get(job.id))}
    assert {State.SENT, State.UNCERTAIN, State.CONFIRMED, State.CANCELLED} <= states


@pytest.mark.parametrize("plant", sorted(PLANTS))
def test_a_queue_that_sends_again_by_itself_is_caught(plant: str) -> None:
    def caught(seed: int) -> bool:
        try:
            run_station(seed, plant)
        except Breach as breach:
            return str(breach).startswith("Q1")
        return False

    assert any(caught(seed) for seed in range(SEEDS_TO_CATCH)), f"{plant!r} went unnoticed"
