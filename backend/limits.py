# SPDX-License-Identifier: Apache-2.0
"""Every bound of the HTTP side, with its unit and its reason.

Bounds of what an operation may hold are in `backend/domain/wire.py`.
"""

from __future__ import annotations

PUSH_OPERATIONS_MAX = 50  # operations a batch: one transaction of some tens of milliseconds
PUSH_BYTES_MAX = 262_144  # bytes of operation text a batch: a few seconds on weak Wi-Fi
BODY_BYTES_MAX = 786_432  # bytes a request: PUSH_BYTES_MAX tripled, as JSON may escape each quote
PAGE_ROWS_MAX = 500  # rows a page: a list of this length fits a screen's patience and memory
PAGE_ROWS_DEFAULT = 100
TEXT_CHARACTERS_MAX = 512  # characters of a text field; the longest symbol content a wedge sends
NAME_CHARACTERS_MAX = 80  # characters of a device's name; what a list shows on one line
ID_CHARACTERS_MAX = 64  # characters of an id; a UUID has 36, demo ids are shorter
TOPICS_MAX = 32  # topics a pull; the feed has about a dozen
CURSOR_CHARACTERS_MAX = 400  # characters of a page's cursor; it names one row
SEQ_MAX = 2**53 - 1  # largest whole number a browser keeps exactly
ENDPOINT_CHARACTERS_MAX = 1024  # characters of a push endpoint; real ones have about 200
SUBSCRIPTIONS_PER_DEVICE_MAX = 5  # a device has one browser, seldom two

REQUESTS_PER_S = 25  # requests a second of one device; a drain of batches needs about ten
REQUESTS_BURST = 200  # requests at once: a cold start asks for many files and pages
REQUESTERS_MAX = 10_000  # devices or addresses remembered for that; the oldest are forgotten

PUSH_QUEUE_MAX = 1_000  # web push messages waiting; beyond that, the oldest news are worthless
PUSH_TIMEOUT_S = 5  # seconds for one push service to answer
PUSH_TITLE_CHARACTERS_MAX = 80  # what a notification shows without being cut
PUSH_BODY_CHARACTERS_MAX = 160
PUSH_KEEP_S = 3_600  # seconds that a push service keeps a message for a device that is off

PHOTO_BYTES_MAX = 400_000  # bytes a photo; a device scales to about 150,000
PHOTOS_UNTOLD_MAX = 200  # photos a device whose facts have not come; a shift has far fewer
PHOTO_DISK_FREE_BYTES_MIN = 1024 * 1024 * 1024  # below this photos wait: the books need the rest
PHOTO_CODES_MAX = 20  # codes of one kind in a question for photos; a story names some plates

LABEL_COPIES_MAX = 50  # copies of one label; more is a slip of the finger
LABEL_ROWS_MAX = 500  # labels a job before copies; an aisle has about 300 places
LABEL_FIELDS_MAX = 20  # fields of a label; the largest template has nine

DISK_FREE_BYTES_MIN = 200 * 1024 * 1024  # below this the server says that it is not ready
RETRY_AFTER_S = 2  # seconds we ask a caller to wait when the database is busy
EVENT_LOG_CHARACTERS_MAX = 500  # characters of one value in a log line
