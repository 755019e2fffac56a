# SPDX-License-Identifier: Apache-2.0
"""Run one seed from its first operation to its last count."""

from __future__ import annotations

import random
from collections.abc import Callable

from backend.store.database import Database
from tests.simulation.ending import end
from tests.simulation.plants import planted
from tests.simulation.server import in_memory, poisonous
from tests.simulation.world import World


class Failed(AssertionError):
    """A seed that broke a promise, and how to run it again."""


def run(seed: int, plant: str = "", make: Callable[[], Database] = in_memory) -> World:
    """Live through the world of this seed. Raises `Failed`, which says how to repeat it."""
    database = make()
    world = World(random.Random(seed), database, plant)
    try:
        with poisonous(lambda: world.poison), planted(plant):
            world.run()
            end(world)
    except Exception as error:
        again = f"python -m tests.simulation --seed {seed}"
        raise Failed(f"{type(error).__name__} {error}\n  again: {again}") from error
    finally:
        database.close()
    return world
