# SPDX-License-Identifier: Apache-2.0
"""How a hold ends: with the right and a reason, and by two people where a safety-critical part is
under it (IN6). The first one's word stays on the hold as a consent; the second, another person,
ends it. A release on condition is one too: the hold rests to the end of a day (IN3)."""

from __future__ import annotations

from dataclasses import replace

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, Raised, declined
from backend.domain.holds import Consent, Hold
from backend.domain.reasons import Reason
from backend.domain.rules.held import inside
from backend.domain.rules.hold import hold_document, lines_under
from backend.domain.spread import places


def second_name(hold: str) -> str:
    """The question that waits for the second person."""
    return f"second|{hold}"


def own(books: Books, hold: str) -> list[Hold]:
    """A hold and its followers."""
    return [one for one in books.holds.values() if hold in (one.hold, one.root)]


def ended(
    books: Books, operation: ops.Operation, known: Hold, reason: str, *,
    until: str = "", qualify: bool = False,
) -> Decision:  # fmt: skip
    """The hold is over, or rests until a day; or a second person is awaited."""
    actor = operation.envelope.actor
    if needs_two(books, known):
        if any(one.actor == actor for one in known.consents):
            return declined(Reason.DECLINED_SAME_PERSON, hold=known.hold, by=actor)
        if not known.consents:
            return _first(operation, known, reason)
    scope = known.scope
    supply = ((scope.part, scope.supplier),) if scope.part and scope.supplier else ()
    ending = sorted(one.hold for one in own(books, known.hold))
    lines = lines_under(books, known.hold, books.holds.values())
    told = hold_document(operation, replace(known, reason=reason, until=until), "release", lines)
    decision = Decision(
        resolved=(second_name(known.hold),), documents=(told,),
        detail={"hold": known.hold, "consents": [one.actor for one in known.consents]},
    )  # fmt: skip
    if until:
        rests = (replace(one, until=until, consents=()) for one in own(books, known.hold))
        detail = {**decision.detail, "until": until}
        return replace(decision, amended=tuple(rests), detail=detail)
    return replace(
        decision,
        released=(known.hold, *(name for name in ending if name != known.hold)),
        resolved=(f"{known.operation}:hold", *decision.resolved),
        qualified=supply if qualify else (),
        detail={**decision.detail, "released": ending},
    )


def _first(operation: ops.Operation, known: Hold, reason: str) -> Decision:
    """The first of two: kept on the hold, and another person is asked."""
    actor = operation.envelope.actor
    kept = replace(known, consents=(Consent(actor, reason, operation.occurred_at),))
    details = {
        **known.scope.as_dict(), "hold": known.hold, "holds": [known.hold],
        "hold_reason": known.reason, "by": actor, "reason": reason,
    }  # fmt: skip
    asked = Raised(second_name(known.hold), "second_release", details=details)
    detail = {"hold": known.hold, "consent": actor, "needs": 2}
    return Decision(amended=(kept,), raised=(asked,), detail=detail)


def needs_two(books: Books, hold: Hold) -> bool:
    """Whether a safety-critical part is under the hold. One that names neither a part nor a plate,
    place or receipt could be over anything."""
    if not books.policy["hold.two_person_safety"]:
        return False
    scope = hold.scope
    if scope.part is not None:
        return is_safety(books, scope.part)
    found = {
        goods.part
        for one in own(books, hold.hold)
        for place in places(books, one)
        for _, goods, _ in inside(books, place)
    }
    if not (scope.lpn or scope.location or scope.receipt):
        return True
    return any(is_safety(books, part) for part in found)


def is_safety(books: Books, part: str) -> bool:
    """Whether people's lives hang on this part."""
    known = books.parts.get(part)
    return known is not None and known.critical == "safety"


def hold_release(books: Books, operation: ops.Operation) -> Decision:
    """End one hold and its followers; others that cover the same goods go on (IN5)."""
    body = operation.body
    assert isinstance(body, ops.HoldRelease)
    known = books.holds.get(body.hold)
    if known is None or known.root:  # a follower ends with its root
        return declined(Reason.DECLINED_UNKNOWN, hold=known.root if known else body.hold)
    return ended(books, operation, known, body.reason, qualify=body.qualify)


def hold_owner(books: Books, operation: ops.Operation) -> Decision:
    """Another person sees to a hold from now on (IN10)."""
    body = operation.body
    assert isinstance(body, ops.HoldOwner)
    known = books.holds.get(body.hold)
    if known is None or known.root:
        return declined(Reason.DECLINED_UNKNOWN, hold=known.root if known else body.hold)
    given = tuple(replace(one, owner=body.owner) for one in own(books, body.hold))
    return Decision(amended=given, detail={"hold": body.hold, "owner": body.owner})
