# SPDX-License-Identifier: Apache-2.0
"""What a reading may stand for, in the order of the symbol, for a flow that knows which kinds it
accepts.

A flow asks again or goes on; it never looks at AIs or DIs. A key without structure stays a
`PlainKey`, to be looked up as part number, cross-reference, serial or location in the order the
step wants.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from backend.domain.barcode.check_digits import is_digits
from backend.domain.barcode.dates import iso_date
from backend.domain.barcode.reading import Reading
from backend.domain.barcode.vin import read_vin

QUANTITY_MAX: Final = 99_999_999  # AI 30 and 37 hold eight digits; a longer Q is a misread


@dataclass(frozen=True, slots=True)
class Lpn:
    """A licence plate: compared as printed in capitals, never split, leading zeros kept."""

    value: str


@dataclass(frozen=True, slots=True)
class Sscc(Lpn):
    """The 18 digits of AI 00, check digit included."""


@dataclass(frozen=True, slots=True)
class LicencePlate(Lpn):
    """A plate under a data identifier of the J family, or 3S, 4S, 5S of AIAG B-10."""


@dataclass(frozen=True, slots=True)
class Tote(Lpn):
    """A reusable container of the house."""


@dataclass(frozen=True, slots=True)
class Gtin:
    """14 digits, check digit right."""

    value: str


@dataclass(frozen=True, slots=True)
class PartNumber:
    value: str


@dataclass(frozen=True, slots=True)
class SerialNumber:
    value: str


@dataclass(frozen=True, slots=True)
class LotNumber:
    value: str


@dataclass(frozen=True, slots=True)
class ExpiresOn:
    """YYYY-MM-DD."""

    value: str


@dataclass(frozen=True, slots=True)
class MadeOn:
    """YYYY-MM-DD."""

    value: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number in the symbol's own unit (`unit` "" if it names none)."""

    value: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class OrderNumber:
    value: str


@dataclass(frozen=True, slots=True)
class Supplier:
    value: str


@dataclass(frozen=True, slots=True)
class Vin:
    value: str


@dataclass(frozen=True, slots=True)
class LocationCode:
    value: str


@dataclass(frozen=True, slots=True)
class Badge:
    value: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    value: str


@dataclass(frozen=True, slots=True)
class Station:
    value: str


@dataclass(frozen=True, slots=True)
class Printer:
    value: str


@dataclass(frozen=True, slots=True)
class Command:
    value: str


@dataclass(frozen=True, slots=True)
class TaskCode:
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    value: str


@dataclass(frozen=True, slots=True)
class PlainKey:
    value: str


Candidate = (
    Lpn | Gtin | PartNumber | SerialNumber | LotNumber | ExpiresOn | MadeOn | Quantity
    | OrderNumber | Supplier | Vin | LocationCode | Badge | Enrolment | Station | Printer
    | Command | TaskCode | Document | PlainKey
)  # fmt: skip

# The names under which flows, the app and vectors speak of the types above.
NAMES: Final[dict[type[Candidate], str]] = {
    Lpn: "lpn",
    Sscc: "sscc",
    LicencePlate: "licence_plate",
    Tote: "tote",
    Gtin: "gtin",
    PartNumber: "part",
    SerialNumber: "serial",
    LotNumber: "lot",
    ExpiresOn: "expires_on",
    MadeOn: "made_on",
    Quantity: "quantity",
    OrderNumber: "order",
    Supplier: "supplier",
    Vin: "vin",
    LocationCode: "location",
    Badge: "badge",
    Enrolment: "enrolment",
    Station: "station",
    Printer: "printer",
    Command: "command",
    TaskCode: "task",
    Document: "document",
    PlainKey: "plain",
}

_Make = Callable[[str], Candidate]

_PLAIN_VALUES: Final[dict[str, _Make]] = {
    "00": Sscc,
    "01": Gtin,
    "02": Gtin,
    "10": LotNumber,
    "21": SerialNumber,
    "240": PartNumber,
    "241": PartNumber,
    "254": LocationCode,
    "400": OrderNumber,
    "414": LocationCode,
    "P": PartNumber,
    "1P": PartNumber,
    "30P": PartNumber,
    "S": SerialNumber,
    "T": LotNumber,
    "1T": LotNumber,
    "K": OrderNumber,
    "V": Supplier,
    "PNR": PartNumber,
    "SER": SerialNumber,
    "MFR": Supplier,
    **dict.fromkeys(("J", "1J", "2J", "3J", "4J", "5J", "6J", "3S", "4S", "5S"), LicencePlate),
}
_DATES: Final[dict[str, _Make]] = {"17": ExpiresOn, "14D": ExpiresOn, "11": MadeOn, "16D": MadeOn}
_OWN: Final[dict[str, _Make]] = {
    "own.location": LocationCode,
    "own.lpn": Lpn,
    "own.tote": Tote,
    "own.badge": Badge,
    "own.enrolment": Enrolment,
    "own.station": Station,
    "own.printer": Printer,
    "own.command": Command,
    "own.task": TaskCode,
    "own.document": Document,
}


def candidates(reading: Reading, today_year: int) -> tuple[Candidate, ...]:
    """Typed candidates of a reading, none if it was refused. `today_year` settles two-digit
    years."""
    if not reading.ok:
        return ()
    if reading.kind in _OWN:
        return (_OWN[reading.kind](reading.value),)
    if reading.kind == "vin":
        return (Vin(reading.value), PlainKey(reading.text))
    if reading.kind == "plain":
        return (PlainKey(reading.text),) if reading.text else ()
    found = [_element(code, value, today_year) for code, value in reading.elements]
    if reading.kind == "gtin":
        found.insert(0, Gtin(reading.value))
    if reading.kind == "di" or "gtin_by_length" in reading.flags:
        found.append(PlainKey(reading.text))
    return tuple(dict.fromkeys(candidate for candidate in found if candidate is not None))


def _element(code: str, value: str, today_year: int) -> Candidate | None:
    make = _PLAIN_VALUES.get(code)
    if make is not None:
        return make(value) if value else None
    dated = _DATES.get(code)
    if dated is not None:
        day = iso_date(value, today_year)
        return None if day is None else dated(day)
    if code in ("30", "37", "Q"):
        return _quantity(value, "")
    if code == "7Q":
        return _quantity(value[:-2], value[-2:])
    if code == "I":
        vin = read_vin(value)
        return None if vin is None else Vin(vin.vin)
    return None


def _quantity(digits: str, unit: str) -> Quantity | None:
    """Whole numbers only: the books know no fractions, so 1.5 stays for a person to enter."""
    if not is_digits(digits) or len(digits) > len(str(QUANTITY_MAX)):
        return None
    return Quantity(int(digits), unit)
