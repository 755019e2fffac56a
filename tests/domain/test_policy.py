# SPDX-License-Identifier: Apache-2.0
"""Policy: what a site may set, checked when it is saved, with the version that was looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.domain.policy import SETTINGS, Policy, faults, policy_from
from backend.domain.reasons import Reason
from tests.domain.floor import Floor
from tools import settings_table

VECTOR = json.loads((Path(__file__).parents[1] / "vectors/policy.json").read_text("utf-8"))


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.key)
def test_every_default_may_be_saved_and_every_whole_number_has_a_unit(setting: Any) -> None:
    assert setting.fault(setting.default) is None
    assert setting.type in ("bool", "whole", "choice", "list", "names")
    assert bool(setting.unit) == (setting.type == "whole")


@pytest.mark.parametrize("row", VECTOR["vectors"], ids=lambda row: row["name"])
def test_the_vector_of_both_sides(row: dict[str, Any]) -> None:
    policy = policy_from(row["settings"])
    assert {key: policy[key] for key in row["in_force"]} == {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in row["in_force"].items()
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("receive.over_percent", 101), ("receive.over_percent", -1), ("receive.over_percent", "5"),
        ("receive.over_percent", True), ("receive.over_percent", 2.5), ("receive.blind", 1),
        ("pick.reallocate", "fast"), ("pick.reallocate", 3),
        ("pick.short_reasons", []),
        ("pick.short_reasons", ["damaged", "damaged"]), ("pick.short_reasons", ["lazy"]),
        ("pick.short_reasons", "damaged"), ("no.such", 1), ("", None),
    ],
)  # fmt: skip
def test_what_a_setting_does_not_take_is_named(key: str, value: Any) -> None:
    [fault] = faults({key: value})
    assert fault.where == key and fault.text


def test_a_setting_taken_back_to_its_default_is_kept_no_more() -> None:
    policy = Policy().with_changes({"receive.blind": True, "pick.reallocate": "manual"})
    assert policy.as_dict() == {
        "version": 1, "changed": {"pick.reallocate": "manual", "receive.blind": True},
    }  # fmt: skip
    again = policy.with_changes({"receive.blind": None, "pick.reallocate": "auto"})
    assert again.as_dict() == {"version": 2, "changed": {}}
    assert policy_from(json.loads(json.dumps(policy.as_dict()))) == policy


def test_what_this_release_does_not_take_any_more_is_left_out() -> None:
    kept = {"version": 7, "changed": {"gone.long_ago": 1, "receive.over_percent": 1000}}
    assert policy_from(kept) == Policy(7)


def change(base: int, **changes: Any) -> dict[str, Any]:
    return {"base": base, "changes": {k.replace("__", "."): v for k, v in changes.items()}}


def test_a_supervisor_changes_the_policy_of_the_version_that_was_looked_at() -> None:
    floor = Floor()
    body = change(0, receive__over_percent=5)
    first = floor.tell("policy_change", body, authority="supervisor")
    assert first.decision.detail == {"version": 1}
    assert floor.books.policy["receive.over_percent"] == 5
    late = floor.tell("policy_change", change(0, receive__blind=True), authority="supervisor")
    assert late.decision.reason is Reason.DECLINED_CHANGED
    assert floor.books.policy["receive.blind"] is False


def test_a_worker_sets_nothing_and_a_wrong_value_is_said() -> None:
    floor = Floor()
    by_worker = floor.tell("policy_change", change(0, receive__blind=True), authority="worker")
    assert by_worker.decision.reason is Reason.DECLINED_ROLE
    wrong = floor.tell("policy_change", change(0, pick__reallocate=3), authority="supervisor")
    assert wrong.decision.reason is Reason.DECLINED_UNFIT
    assert [one["setting"] for one in wrong.decision.detail["faults"]] == ["pick.reallocate"]
    assert floor.books.policy == Policy()


def test_the_handheld_has_the_settings_of_the_server() -> None:
    assert settings_table.main(["--check"]) == 0


def test_a_stale_table_of_the_handheld_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "settings.gen.ts"
    target.write_text(settings_table.render().replace("true", "false", 1), "utf-8")
    monkeypatch.setattr(settings_table, "TARGET", target)
    assert settings_table.main(["--check"]) == 1
    assert settings_table.main([]) == settings_table.main(["--check"]) == 0
