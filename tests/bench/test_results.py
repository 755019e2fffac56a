# SPDX-License-Identifier: Apache-2.0
"""Figures are judged the right way round, and one benchmark never touches another's rows."""

import json
from pathlib import Path

from bench.harness import figure, percentile
from bench.results import RESULTS, keep, merge, table
from bench.run_browser import SCAN_TO_PAINT_P50_MS_MAX


def test_more_operations_a_second_pass_and_more_milliseconds_fail() -> None:
    assert figure("a", [150.0, 160.0, 170.0], "op/s", bar=155).row.ok is True
    assert figure("a", [150.0, 160.0, 170.0], "ms", bar=155).row.ok is False
    assert figure("a", 1.0, "ms").row.ok is None


def test_a_figure_is_the_median_and_its_ratio_that_to_its_rival() -> None:
    row = figure("a", [9.0, 1.0, 4.0], "ms", against=("rival", 2.0)).row
    assert (row.value, row.compared_to, row.ratio) == (4.0, "rival", 2.0)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 50), percentile(values, 95)) == (50.0, 95.0)
    assert percentile([7.0], 95) == 7.0


def test_a_missed_bar_is_named_in_the_table() -> None:
    lines = table([figure("slow", 9.0, "ms", bar=1)]).splitlines()
    assert lines[1].endswith("MISSED")


def test_one_benchmark_replaces_its_own_rows_only() -> None:
    kept = [{"name": "push"}, {"name": "push.b1"}, {"name": "push_http.b1"}, {"name": "labels"}]
    names = [row["name"] for row in merge(kept, "push", [{"name": "push.b50"}])]
    assert names == ["labels", "push.b50", "push_http.b1"]


def test_the_file_is_a_list_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    keep("a", [figure("a.x", 1.0, "ms").row.plain()], path)
    keep("b", [figure("b", 2.0, "ms").row.plain()], path)
    rows = json.loads(path.read_text())
    assert [row["name"] for row in rows] == ["a.x", "b"]
    assert set(rows[0]) == {"name", "value", "unit", "compared_to", "ratio", "bar", "ok",
                            "machine", "commit"}  # fmt: skip


def test_what_is_promised_of_a_handheld_stands_beside_what_was_measured() -> None:
    rows = {row["name"]: row for row in json.loads(RESULTS.read_text(encoding="utf-8"))}
    assert rows["scan_to_paint.p50"]["bar"] == SCAN_TO_PAINT_P50_MS_MAX
    assert rows["scan_to_paint.p50"]["ok"] is not None
    for rate in ("1x", "6x"):
        home, scan = (rows[f"cold_start_offline.{rate}{what}"] for what in ("", ".first_scan"))
        assert home["value"] < scan["value"], "a scan is answered after home is there"
