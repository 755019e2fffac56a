# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI document is true and whole, and nothing that fits it can break the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup, ServerError
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.store.room import FeedPages, SiteStore
from backend.store.site import create_site
from backend.use_cases.apply_operations import apply_operations
from backend.use_cases.new_id import new_id
from backend.web import rate
from backend.web.wiring import KEY
from sync.feed import Feed
from sync.intake import Intake
from tests.web.conftest import MakeFloor
from tests.web.floor import EPOCH, Caller, Floor

EXAMPLES = 25  # a route; enough to reach every field, few enough for every day
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]


def api_routes(floor: Floor) -> set[tuple[str, str]]:
    """Routes of the interface as the document writes them."""
    return {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in floor.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_of_the_interface_is_documented_whole(floor: Floor) -> None:
    spec = floor.document
    documented = {
        (path, method) for path, item in spec["paths"].items()
        for method in item if method != "parameters"
    }
    assert spec["openapi"].startswith("3.1")
    assert documented == api_routes(floor)
    for path, method in documented:
        one = spec["paths"][path][method]
        assert one["summary"], f"{method} {path} has no summary"
        assert one["x-allow"], f"{method} {path} does not say who may call it"
        assert {"429", "503"} < one["responses"].keys()


def test_every_reference_of_the_document_leads_somewhere(floor: Floor) -> None:
    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            node = list(node.values())
        if isinstance(node, list):
            for one in node:
                yield from references(one)

    found = set(references(floor.document))
    assert len(found) > 10
    for reference in found:
        node = floor.document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        assert node["type"] == "object"


def test_every_field_of_the_document_has_a_meaningful_type(floor: Floor) -> None:
    vague = [
        f"{name}.{field}"
        for name, schema in floor.document["components"]["schemas"].items()
        for field, node in schema.get("properties", {}).items()
        if not ({"type", "$ref", "anyOf", "allOf", "oneOf"} & node.keys())
    ]
    assert vague == []


BY_KIND = {"Result.detail", "JournalLine.detail", "JournalEntry.detail", "Imported.detail",
           "Row.body", "Problem.errors", "LabelData.data", "Preview.data", "Print.data",
           "Print.rows", "Template.sample"}  # fmt: skip
"""Objects whose fields depend on a reason, a topic or a template."""


def test_an_object_of_the_document_names_its_fields_unless_they_depend_on_its_kind(
    floor: Floor,
) -> None:
    def open_ended(node: dict[str, Any]) -> bool:
        node = node.get("items", node)
        types = node.get("type", [])
        return "object" in types and "properties" not in node and "$ref" not in node

    bare = {
        f"{name}.{field}"
        for name, schema in floor.document["components"]["schemas"].items()
        for field, node in schema.get("properties", {}).items()
        if open_ended(node)
    }
    assert bare == BY_KIND


class Tags(HTMLParser):
    """Elements and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_readable_page_names_every_route_and_calls_no_foreign_host(floor: Floor) -> None:
    page = floor.nobody().get("/api/docs").text
    tags = Tags()
    tags.feed(page)
    assert "script" not in tags.names
    assert all(address.startswith(("/api/", "#")) for address in tags.addresses)
    for path, _ in api_routes(floor):
        assert f"<code>{path}</code>" in page
    assert floor.nobody().get("/api/docs.css").mimetype == "text/css"


def test_an_answer_that_is_not_as_documented_is_noticed(floor: Floor) -> None:
    """The check that all tests of the web rely on can fail."""
    liar = floor.nobody()
    floor.document["components"]["schemas"]["Session"]["required"].append("moon")
    with pytest.raises(Exception, match="moon"):
        liar.get("/api/v1/session")


def test_no_request_that_can_be_made_up_breaks_the_server(
    make_floor: MakeFloor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "REQUESTS_BURST", 1_000_000)  # here nobody is slowed down
    floor = with_real_books(make_floor(PICKFACE_DEMO="1"))
    document = schemathesis.openapi.from_wsgi("/api/openapi.json", floor.app)
    asked = []
    for found in document.get_all_operations():
        one: Any = found.ok()  # type: ignore[union-attr]
        if (one.path, one.method) == ("/api/v1/session", "delete"):
            continue  # it would sign out the one who asks; the matrix has it
        chief = floor.signed_in("supervisor", "worker")
        fuzz(one, chief)
        asked.append(one.path)
    assert len(asked) == len(api_routes(floor)) - 1


def with_real_books(floor: Floor) -> Floor:
    """The same floor with the real intake and feed, on a site that was set up."""
    database, pages = floor.database, FeedPages(floor.database)
    database.write(lambda c: create_site(c, "DC01", "Central Parts DC", EPOCH))
    intake = Intake(SiteStore(database), apply_operations, lambda: new_id(floor.clock()))
    floor.app.extensions[KEY] = replace(
        floor.app.extensions[KEY], intake=intake, feed=Feed(pages), epoch=pages.epoch
    )
    return floor


def test_a_route_that_falls_over_is_noticed(make_floor: MakeFloor) -> None:
    """The check below can fail."""
    floor = make_floor({"epoch": lambda site: 1 // 0})
    document = schemathesis.openapi.from_wsgi("/api/openapi.json", floor.app)
    with pytest.raises(FailureGroup) as found:
        fuzz(document["/api/v1/session"]["GET"], floor.nobody())
    assert any(isinstance(one, ServerError) for one in found.value.exceptions)


def fuzz(one: Any, caller: Caller) -> None:
    """Ask one route in many made-up ways; of our site, or nothing deeper would be reached."""

    @given(case=one.as_strategy())
    @settings(
        max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )
    def ask(case: schemathesis.Case) -> None:
        if isinstance(case.body, dict) and "site" in case.body:
            case.body |= {"site": "DC01", "v": 1}
        case.call_and_validate(
            headers={"X-Pickface": "1", "Accept-Encoding": "identity"},  # it reads no gzip
            cookies=caller.cookies, checks=CHECKS,
        )

    ask()


def test_the_document_is_json_that_any_program_reads(floor: Floor) -> None:
    answer = floor.nobody().get("/api/openapi.json")
    assert json.loads(answer.data) == floor.document
