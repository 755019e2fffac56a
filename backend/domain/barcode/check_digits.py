# SPDX-License-Identifier: Apache-2.0
"""Check digits and check characters: GS1 mod 10, GS1 check pair, ISO 7064 mod 37,36, VIN."""

from typing import Final

CSET82: Final = (
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)
CSET32: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_TRIPLED: Final = "0369258147"  # last digit of three times the index
_PAIR_LENGTH_MAX: Final = 99  # no AI value is longer than 90
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "012345678912345678123457923456789", strict=True)
)


def is_digits(text: str) -> bool:
    """True for one or more ASCII digits; str.isdigit would let other scripts' digits through."""
    return text.isascii() and text.isdigit()


def mod10(body: str) -> str:
    """The GS1 check digit for the digits before it: weights 3, 1 from the right (GS1 GenSpecs
    7.9)."""
    assert is_digits(body), "mod10 is for digits"
    total = 0
    for place, digit in enumerate(reversed(body)):
        total += int(digit if place % 2 else _TRIPLED[int(digit)])
    return str(-total % 10)


def mod10_matches(number: str) -> bool:
    """True if the last digit of `number` is its GS1 check digit (GTIN, SSCC, GLN and the like)."""
    return len(number) > 1 and is_digits(number) and mod10(number[:-1]) == number[-1]


def sscc_check_digit(body: str) -> str:
    """Check digit for the 17 digits before it: extension digit, company prefix, serial
    reference."""
    assert len(body) == 17, "an SSCC has 17 digits before its check digit"
    return mod10(body)


def gtin14(number: str) -> str | None:
    """GTIN-8, -12, -13 or -14 padded to 14 digits; None if the length or the check digit is
    wrong."""
    if len(number) in (8, 12, 13, 14) and mod10_matches(number):
        return number.rjust(14, "0")
    return None


def _primes(total: int) -> tuple[int, ...]:
    found: list[int] = []
    candidate = 2
    while len(found) < total:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return tuple(found)


_PRIMES: Final = _primes(_PAIR_LENGTH_MAX - 2)


def check_pair(body: str) -> str:
    """The GS1 check character pair for an alphanumeric key: prime weights from the right, mod 1021.

    `body` holds at most 97 characters of the 82-character set (GS1 GenSpecs, GMN check pair).
    """
    assert len(body) <= len(_PRIMES), "longer than any key"
    total = sum(
        CSET82.index(character) * prime
        for character, prime in zip(reversed(body), _PRIMES, strict=False)
    )
    return CSET32[total % 1021 >> 5] + CSET32[total % 1021 & 31]


def mod37_36(body: str) -> str:
    """The ISO 7064 MOD 37,36 check character for `body`, digits and capital letters only."""
    carry = 36
    for character in body:
        carry = ((carry + ALPHANUMERIC.index(character)) % 36 or 36) * 2 % 37
    return ALPHANUMERIC[(37 - carry) % 36]


def vin_check_digit(vin: str) -> str:
    """What position 9 of a 17-character VIN should be where it is a check digit (49 CFR 565.15)."""
    total = sum(
        int(_VIN_VALUES[character]) * weight
        for character, weight in zip(vin, _VIN_WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11]
