# SPDX-License-Identifier: Apache-2.0
"""North American coupon data in AI 8110 and AI 8112: fields whose length stands in the digit before
them.

Source: GS1 US, North American Coupon Application Guideline; GS1 AI (8112) Coupon Data
Specification.
"""

from typing import Final

from backend.domain.barcode.check_digits import is_digits
from backend.domain.barcode.dates import date_error

_REQUIREMENT_CODES: Final = "012349"


class _Cursor:
    """Walks over the digits; after the first fault every further step is a no-op."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.fault: str | None = None if is_digits(text) or not text else "non_digit_character"

    def fail(self, error: str) -> None:
        if self.fault is None:
            self.fault = f"coupon_{error}"

    def digit(self, allowed: str, missing: str, invalid: str) -> str:
        """One digit out of `allowed`; "" after a fault."""
        if self.fault is None and self.at == len(self.text):
            self.fail(missing)
        if self.fault is not None:
            return ""
        found = self.text[self.at]
        self.at += 1
        if found not in allowed:
            self.fail(invalid)
        return found

    def take(self, length: int, truncated: str) -> str:
        if self.fault is None and len(self.text) - self.at < length:
            self.fail(truncated)
        if self.fault is not None:
            return ""
        self.at += length
        return self.text[self.at - length : self.at]

    def sized(self, name: str, allowed: str, base: int) -> None:
        """A field as long as the digit before it says, plus `base`."""
        size = self.digit(allowed, f"missing_{name}_vli", f"invalid_{name}_length")
        if self.fault is None:
            self.take(int(size) + base, f"truncated_{name}")

    def company(self, name: str) -> None:
        """A company prefix of six to twelve digits, or none if its length digit is 9."""
        size = self.digit("01234569", f"missing_{name}_vli", f"invalid_{name}_length")
        if self.fault is None and size != "9":
            self.take(int(size) + 6, f"truncated_{name}")

    def option(self, mark: str) -> bool:
        """True, and past the mark, if the optional field `mark` comes next."""
        if self.fault is not None or self.text[self.at : self.at + 1] != mark:
            return False
        self.at += 1
        return True

    def end(self) -> str | None:
        if self.fault is None and self.at != len(self.text):
            self.fail("excess_data")
        return self.fault


def _purchase(cursor: _Cursor, ordinal: str) -> None:
    name = f"{ordinal}_purchase"
    cursor.sized(f"{name}_requirement", "12345", 0)
    cursor.digit(
        _REQUIREMENT_CODES,
        f"missing_{name}_requirement_code",
        f"invalid_{name}_requirement_code",
    )
    cursor.take(3, f"truncated_{name}_family_code")


def _dates(cursor: _Cursor) -> None:
    expires = starts = ""
    if cursor.option("3"):
        expires = cursor.take(6, "too_short_for_expiration_date")
        if expires and date_error(expires, year_digits=2, day_zero=False):
            cursor.fail("invalid_exipiration_date")  # spelt so in the GS1 dictionary
    if cursor.option("4"):
        starts = cursor.take(6, "too_short_for_start_date")
        if starts and date_error(starts, year_digits=2, day_zero=False):
            cursor.fail("invalid_start_date")
    if expires and starts > expires:
        cursor.fail("expiration_before_start")


def _flags(cursor: _Cursor) -> None:
    cursor.digit("01256", "missing_save_value_code", "invalid_save_value_code")
    cursor.digit("012", "missing_save_value_applies_to_item", "invalid_save_value_applies_to_item")
    cursor.digit("0123456789", "missing_store_coupon_flag", "")
    cursor.digit("01", "missing_dont_multiply_flag", "invalid_dont_multiply_flag")


def coupon_code(value: str) -> str | None:
    """Error code of the value of AI 8110, or None."""
    cursor = _Cursor(value)
    cursor.sized("gcp", "0123456", 6)
    cursor.take(6, "truncated_offer_code")
    cursor.sized("save_value", "12345", 0)
    _purchase(cursor, "1st")
    if cursor.option("1"):
        cursor.digit(
            "0123",
            "missing_additional_purchase_rules_code",
            "invalid_additional_purchase_rules_code",
        )
        _purchase(cursor, "2nd")
        cursor.company("2nd_purchase_gcp")
    if cursor.option("2"):
        _purchase(cursor, "3rd")
        cursor.company("3rd_purchase_gcp")
    _dates(cursor)
    if cursor.option("5"):
        cursor.sized("serial_number", "0123456789", 6)
    if cursor.option("6"):
        cursor.sized("retailer_gcp_or_gln", "1234567", 6)
    if cursor.option("9"):
        _flags(cursor)
    return cursor.end()


def positive_offer(value: str) -> str | None:
    """Error code of the value of AI 8112, or None."""
    cursor = _Cursor(value)
    cursor.digit("01", "missing_format_code", "invalid_format_code")
    cursor.sized("funder", "0123456", 6)
    cursor.take(6, "truncated_offer_code")
    cursor.sized("serial_number", "0123456789", 6)
    return cursor.end()
