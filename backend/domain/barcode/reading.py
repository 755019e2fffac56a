# SPDX-License-Identifier: Apache-2.0
"""The words of this room: what a device is known to do to a scan, and what a scan turned out to
be."""

from dataclasses import dataclass

GS = "\x1d"  # between elements (ISO/IEC 15434, and FNC1 as transmitted by every scanner)
RS = "\x1e"  # between formats of an ISO/IEC 15434 message
EOT = "\x04"  # end of an ISO/IEC 15434 message

DATA_LENGTH_MAX = 7_200  # characters; a QR code of the largest size holds 7,089 digits

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one scanner does to a scan on its way to us, as its calibration sheet showed.

    `prefix`, `suffix`: characters it adds. `gs_as`: what arrives where GS was sent, None if GS
    itself. `aim`: it sends the symbology identifier. `gs`: "sent" when calibration saw separators
    arrive, "stripped" when it saw them vanish, "unproven" before calibration. A stand-in counts as
    proof. `tolerate_gs1`: the site reads complete element strings as GS1 although the symbol is not
    marked so.
    """

    prefix: str = ""
    suffix: str = ""
    gs_as: str | None = None
    aim: bool = True
    gs: str = "unproven"
    tolerate_gs1: bool = False


DEFAULT = Profile(gs="sent")  # camera, scan tray and tests: every byte arrives as it was printed


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan, understood. Never raised, always returned; `ok` is False when it must not be used.

    `kind`: gs1, digital_link, iso15434, di, vin, gtin, own.<word> or plain. `symbology`: name after
    the symbology identifier, None without one. `elements`: (identifier, value) in the order of the
    symbol. `value`: the one key of a kind without elements (GTIN padded to 14, VIN, own value,
    plain text). `text`: what the symbol said, without prefix, suffix and identifier. `format`: 05,
    06, 12 or bare. `warnings`: rules broken that a receiving dock lives with. `flags`: oddities met
    and accepted. `error`: code, or code:detail, of the reason for refusal.
    """

    ok: bool
    kind: str
    text: str
    symbology: str | None = None
    elements: Pairs = ()
    value: str = ""
    format: str = ""
    warnings: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    error: str | None = None
