# SPDX-License-Identifier: Apache-2.0
"""Policy change: a supervisor sets what the site does differently. A request.

It names the version that was looked at: who changed another one decides anew, so that two people
at two desks never undo each other unseen.
"""

from __future__ import annotations

from backend.domain import operations as ops
from backend.domain.books import Books
from backend.domain.decisions import Decision, declined
from backend.domain.policy import faults
from backend.domain.reasons import Reason


def policy_change(books: Books, operation: ops.Operation) -> Decision:
    """The next version of the policy, or no: another one stands, or a value will not do."""
    body = operation.body
    assert isinstance(body, ops.PolicyChange)
    wrong = faults(body.changes)
    if wrong:
        named = [{"setting": one.where, "what": one.text} for one in wrong]
        return declined(Reason.DECLINED_UNFIT, faults=named)
    if body.base != books.policy.version:
        return declined(Reason.DECLINED_CHANGED, version=books.policy.version)
    policy = books.policy.with_changes(body.changes)
    return Decision(policy=policy, detail={"version": policy.version})
