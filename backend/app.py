# SPDX-License-Identifier: Apache-2.0
"""create_app(): the only place where the rooms are wired together."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.exc import OperationalError

from backend import cli, keys, limits
from backend.config import ROOT, Settings, read_settings
from backend.store import tables
from backend.store.database import CommitUnclear, Database, DatabaseBusy, db
from backend.store.engine import normal_url
from backend.store.push_subscriptions import PushSubscriptions
from backend.store.upgrade import current_revision, newest_revision
from backend.use_cases.credentials import PinHasher
from backend.use_cases.people import People
from backend.web import auth, errors, headers, logs, metrics, rate
from backend.web.blueprints import devices, docs, health, pages, push, session, sync
from backend.web.push import PushSender
from backend.web.wiring import KEY, Check, Services

DATABASE_KEY = "pickface-database"
API_BLUEPRINTS = (session, devices, sync, push)
PLAIN_BLUEPRINTS = (health, docs, pages)


def create_app(config: Mapping[str, str] | None = None, **replaced: Any) -> Flask:
    """The application. `config` stands in for the environment (see backend/config.py).

    `replaced` are fields of `Services`, for tests: another clock, another intake.
    Raises `BadSetting`, or `UndeclaredRoute` when a route does not say who may call it.
    """
    settings = read_settings(config)
    assert tables.metadata is db.metadata, "migrations and models share one metadata"
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    configure(app, settings)
    logs.set_up()
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "backend/store/migrations"))
    with app.app_context():
        database = Database(db.engine)
    app.extensions[DATABASE_KEY] = database
    app.extensions[KEY] = wire(settings, database, replaced)
    register(app)
    cli.register(app)
    auth.refuse_undeclared(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Settings that Flask and its extensions read."""
    app.config.update(
        SQLALCHEMY_DATABASE_URI=normal_url(settings.database, ROOT),
        MAX_CONTENT_LENGTH=limits.BODY_BYTES_MAX,
        API_TITLE="Pickface",
        API_VERSION=health.VERSION,
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {"description": "Warehouse execution for automotive service parts."}
        },
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False  # an address with // is wrong, not another one's alias


def wire(settings: Settings, database: Database, replaced: Mapping[str, Any]) -> Services:
    """What the web may reach. This is where intake and feed come in."""
    clock: Callable[[], datetime] = replaced.get("clock", utc_now)
    unwired = Unwired()
    services = Services(
        settings=settings,
        clock=clock,
        people=People(database, PinHasher(keys.pepper(settings.keys)), clock),
        intake=unwired,
        feed=unwired,
        epoch=lambda site: None,
        push=PushSender(
            PushSubscriptions(database),
            keys.push_key(settings.keys),
            settings.push_contact,
            further_hosts=settings.push_hosts,
            ca_file=settings.push_ca,
        ),
        readiness=lambda: readiness(settings, database),
    )
    return replace(services, **replaced)


def register(app: Flask) -> None:
    """Handlers and routes. The order of the first three is the order in which they run."""
    logs.register(app)
    metrics.register(app)
    app.before_request(auth.guard)
    rate.register(app)
    headers.register(app)
    api = errors.PickfaceApi(app)
    app.extensions[docs.API_KEY] = api
    for room in API_BLUEPRINTS:
        api.register_blueprint(room.blueprint)
    for plain in PLAIN_BLUEPRINTS:
        app.register_blueprint(plain.blueprint)
    errors.register(app, busy=(DatabaseBusy, CommitUnclear, OperationalError))


def utc_now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


def readiness(settings: Settings, database: Database) -> list[Check]:
    """What must be so before work is taken in."""
    free = shutil.disk_usage(settings.var if settings.var.exists() else ROOT).free
    checks = [Check("disk", free >= limits.DISK_FREE_BYTES_MIN, f"{free >> 20} MiB free")]
    try:
        database.write(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
        checks.append(Check("writer", True, "the writer lane answers"))
        found, wanted = current_revision(database.engine), newest_revision()
        checks.append(Check("schema", found == wanted, f"at {found}, needs {wanted}"))
    except (DatabaseBusy, CommitUnclear, OperationalError):
        checks.append(Check("writer", False, "the database does not take writes"))
    return checks


class Unwired:
    """Stands where a room is still missing: nothing is lost, the device sends again."""

    def push(self, **_: Any) -> Any:
        raise DatabaseBusy("intake is not wired")

    def request(self, **_: Any) -> Any:
        raise DatabaseBusy("intake is not wired")

    def pull(self, **_: Any) -> Any:
        raise DatabaseBusy("feed is not wired")
