# SPDX-License-Identifier: Apache-2.0
"""A template with a mistake says which file, which element and which field."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import labels
from labels.catalogue import FOLDER, load, load_folder
from labels.drawing import Drawing
from labels.layout import layout
from labels.template import Template
from labels.template_file import parse_template

LOCATION = json.loads((FOLDER / "location.label.json").read_text(encoding="utf-8"))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The location template with one value set; `path` like `elements.4.x_mm`."""
    raw = copy.deepcopy(LOCATION)
    spot: Any = raw
    *way, last = path.split(".")
    for step in way:
        spot = spot[int(step)] if step.isdigit() else spot[step]
    spot[int(last) if last.isdigit() else last] = value
    return raw


MISTAKES = [
    ("name", "Location!", "-", "name"),
    ("version", 0, "-", "version"),
    ("version", True, "-", "version"),
    ("size_mm", [100], "-", "size_mm"),
    ("size_mm", [100, 5000], "-", "size_mm"),
    ("colour", "red", "-", "colour"),
    ("elements", [], "-", "elements"),
    ("elements.0.kind", "circle", "head", "kind"),
    ("elements.0.size_mm", "wide", "head", "size_mm"),
    ("elements.1.size_min_mm", 9, "zone", "size_min_mm"),
    ("elements.1.text", "ZONE {zoen}", "zone", "text"),
    ("elements.1.bold", "yes", "zone", "bold"),
    ("elements.1.algin", "left", "zone", "algin"),
    ("elements.1.id", "head", "head", "id"),
    ("elements.3.align", "middle", "code", "align"),
    ("elements.4.x_mm", [0.5, 0.3], "code_symbol", "x_mm"),
    ("elements.4.symbology", "code93", "code_symbol", "symbology"),
    ("elements.4.payload", ".L{code}", "code_symbol", "payload"),
    ("elements.4.payload", {"own": ["?", "{code}"]}, "code_symbol", "payload"),
    ("elements.4.payload", {"own": ["L", "{kode}"]}, "code_symbol", "payload"),
    ("elements.4.payload", {"gs1": [["00", "{code}"]]}, "code_symbol", "payload"),
    ("elements.4.payload", {"iso15434": [["p", "{code}"]]}, "code_symbol", "payload"),
    ("elements.4.height_mm", None, "code_symbol", "height_mm"),
    ("fields.code", {"required": 1, "max": 4}, "fields.code", "required"),
    ("fields.code", {"max": 0}, "fields.code", "max"),
    ("sample", {"code": "A"}, "-", "sample"),
    ("sample.depth", "3", "-", "sample"),
]


@pytest.mark.parametrize(("path", "value", "element", "field"), MISTAKES)
def test_a_mistake_is_named(path: str, value: Any, element: str, field: str) -> None:
    found = parse_template(changed(path, value), "mine.label.json")
    assert isinstance(found, tuple)
    expected = f"mine.label.json, element {element}, field {field}: "
    assert any(fault.detail.startswith(expected) for fault in found), found


def test_all_mistakes_are_told_at_once() -> None:
    raw = changed("version", -1)
    raw["elements"][0]["kind"] = "circle"
    found = parse_template(raw, "mine.label.json")
    assert isinstance(found, tuple)
    assert len(found) >= 2


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"elements": [None, 3, {}]}])
def test_nonsense_is_faults_and_not_a_crash(raw: object) -> None:
    assert isinstance(parse_template(raw, "mine.label.json"), tuple)


def test_a_file_that_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "torn.label.json"
    path.write_text('{"name": ', encoding="utf-8")
    with pytest.raises(labels.LabelError) as caught:
        load(path)
    assert (caught.value.code, caught.value.element) == ("template.unreadable", "torn.label.json")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for file in ("a", "b"):
        (tmp_path / f"{file}.label.json").write_text(json.dumps(LOCATION), encoding="utf-8")
    with pytest.raises(labels.LabelError, match="two files"):
        load_folder(tmp_path)


@pytest.mark.parametrize("template", labels.templates(), ids=lambda template: template.name)
def test_a_shipped_template_prints_with_required_fields_alone(template: Template) -> None:
    needed = {f.name: template.sample[f.name] for f in template.fields if f.required}
    assert isinstance(layout(template, needed, 203), Drawing)
