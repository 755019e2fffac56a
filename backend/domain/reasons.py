# SPDX-License-Identifier: Apache-2.0
"""Why an operation got its outcome. Names only: the words live in the message catalogues."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One name a reason; the device shows the message of the same name."""

    # accepted with a discrepancy
    BOOK_SHORT = "book_short"
    ELSEWHERE = "elsewhere"
    HELD = "held"
    OVER = "over"
    SHORT = "short"
    DAMAGED = "damaged"
    UNEXPECTED = "unexpected"
    SERIAL_MISSING = "serial_missing"
    SERIAL_ODD = "serial_odd"
    LOT_MISSING = "lot_missing"
    EXPIRED = "expired"
    WRONG_ZONE = "wrong_zone"
    OVER_CAPACITY = "over_capacity"
    VARIANCE = "variance"
    RECOUNT = "recount"
    LINE_OVERPICKED = "line_overpicked"
    ORDER_UNKNOWN = "order_unknown"
    UNKNOWN_SCAN = "unknown_scan"
    LATE_CHANGE = "late_change"
    AFTER_DEPARTURE = "after_departure"
    PACKED_UNASKED = "packed_unasked"
    LOADED_UNASKED = "loaded_unasked"
    PACKED_FOREIGN = "packed_foreign"
    WRONG_DOOR = "wrong_door"
    RECEIVED_TWICE = "received_twice"
    RECEIVED_DIFFERENTLY = "received_differently"
    UNDONE_LATE = "undone_late"
    UNDONE_UNTOLD = "undone_untold"
    # parked
    UNKNOWN_PART = "unknown_part"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_LOCATION = "unknown_location"
    BEHIND = "behind"
    PREDECESSOR = "predecessor"
    DEVICE_REVOKED = "device_revoked"
    ACTOR_REVOKED = "actor_revoked"
    SESSION_ODD = "session_odd"
    SERVER_FAULT = "server_fault"
    # declined requests
    DECLINED_ROLE = "declined_role"
    DECLINED_HELD = "declined_held"
    DECLINED_NOT_LOADED = "declined_not_loaded"
    DECLINED_DONE = "declined_done"
    DECLINED_UNKNOWN = "declined_unknown"
    DECLINED_TAKEN = "declined_taken"
    DECLINED_CHANGED = "declined_changed"
    DECLINED_UNDECIDED = "declined_undecided"
    DECLINED_TRACKING = "declined_tracking"
    DECLINED_UNFIT = "declined_unfit"
    # rejected
    MALFORMED = "malformed"
    UNKNOWN_KIND = "unknown_kind"
    HASH_MISMATCH = "hash_mismatch"
    ID_REUSED = "id_reused"
    SITE_MISMATCH = "site_mismatch"
    NOT_A_FACT = "not_a_fact"
