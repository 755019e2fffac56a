# SPDX-License-Identifier: Apache-2.0
"""Photos: the pictures themselves come and go here; what was said of them came as operations."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, request

from backend.domain.photos import SUBJECTS
from backend.limits import PHOTO_BYTES_MAX, RETRY_AFTER_S
from backend.use_cases.photos import JPEG, WEBP, Refused, Sent
from backend.web.answers import as_json
from backend.web.auth import allow, this_device
from backend.web.blueprints.base import ApiBlueprint
from backend.web.blueprints.reading import the, turned
from backend.web.errors import Problem
from backend.web.schemas.photos import (
    KeptSchema,
    PhotoPageSchema,
    PhotosQuerySchema,
    PictureQuerySchema,
)
from backend.web.wiring import services

blueprint = ApiBlueprint("photos", "Photos as evidence")

TYPES = (JPEG, WEBP)
ID = re.compile(r"[0-9a-z-]{1,64}")
WORDS = {
    Refused.NO_PICTURE: (415, f"the bytes are no {' or '.join(TYPES)}"),
    Refused.TOO_LARGE: (413, f"at most {PHOTO_BYTES_MAX} bytes"),
    Refused.HASH_MISMATCH: (422, "the bytes are not those of this hash: send them again"),
    Refused.OTHER_BYTES: (409, "this id stands for other bytes"),
    Refused.TOO_MANY: (429, "too many pictures of this device whose facts have not come"),
    Refused.DISK_FULL: (507, "no room for pictures now; nothing is lost, try again later"),
}


@blueprint.route("/photos/<photo>", methods=["PUT"])
@blueprint.arguments(PictureQuerySchema, location="query")
@blueprint.response(200, KeptSchema)
@allow("any_device", sends=TYPES)
def put_photo(query: dict[str, Any], photo: str) -> Response:
    """Hand in the bytes of a photo, once or more; `hash` says which bytes are meant"""
    device = this_device()
    if not ID.fullmatch(photo):
        raise Problem(422, "unreadable", "not an id of a photo", where="photo")
    if (request.content_length or 0) > PHOTO_BYTES_MAX:
        raise _problem(Refused.TOO_LARGE)
    sent = Sent(device.site, device.id, photo, query["hash"], request.get_data(cache=False))
    refused = services().photos.keep(sent, services().clock())
    if refused is not None:
        raise _problem(refused)
    return as_json({"photo": photo, "hash": query["hash"]})


def _problem(refused: Refused) -> Problem:
    status, message = WORDS[refused]
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status in (429, 507) else {}
    return Problem(status, refused.value, message, headers=headers)


@blueprint.route("/photos/<photo>", methods=["GET"])
@blueprint.response(200, content_type=JPEG)
@blueprint.alt_response(200, content_type=WEBP)
@allow("supervisor", "admin")
def get_photo(photo: str) -> Response:
    """The picture. 404 while it has not come, after its time, and for another site's"""
    data, kind = the(services().photos.picture(this_device().site, the(photo)), "no such picture")
    return Response(data, mimetype=kind)


@blueprint.route("/photos", methods=["GET"])
@blueprint.arguments(PhotosQuerySchema, location="query")
@blueprint.response(200, PhotoPageSchema)
@allow("supervisor", "admin")
def list_photos(query: dict[str, Any]) -> Response:
    """What was photographed of any of these subjects, the newest first"""
    wanted = {name: query[name] for name in SUBJECTS if name in query}
    after, limit = query["after"], query["limit"]
    return turned(lambda site: services().photos.of(site, wanted, after, limit))
