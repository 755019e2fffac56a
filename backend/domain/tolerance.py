# SPDX-License-Identifier: Apache-2.0
"""Over-delivery: how much more than announced is taken without somebody's word.

The device asks the same (`pwa/src/domain/tolerance.ts`); the vector is
`tests/vectors/tolerance.json`.
"""

from __future__ import annotations


def surplus(announced: int, counted: int, percent: int, units: int) -> int:
    """Units beyond what was announced, 0 while they are within the site's tolerance.

    The larger of the two allowances counts, a percentage rounded down. Beyond it all that was not
    announced is surplus, not only what the tolerance does not cover: nobody asked for any of it.
    """
    over = counted - announced
    return over if over > max(announced * percent // 100, units) else 0


def weight_off(computed_g: int, measured_g: int, percent: int) -> bool:
    """Whether a carton weighs another thing than what is in it should: more than so many percent
    away, rounded down. Where the weight of a part is not known nothing is computed, nor judged."""
    return computed_g > 0 and abs(measured_g - computed_g) > computed_g * percent // 100
