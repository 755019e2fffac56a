# SPDX-License-Identifier: Apache-2.0
"""create_app(): the only place where the rooms are wired together."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, OperationalError

from backend import cli, keys, limits
from backend.config import ROOT, BadSetting, Settings, read_settings
from backend.demo.load import demo_tray
from backend.store import tables
from backend.store.database import CommitUnclear, Database, DatabaseBusy, db
from backend.store.engine import normal_url
from backend.store.erp_ledger import ErpLedger
from backend.store.outbox_rows import OutboxRows
from backend.store.photo_files import PhotoFiles
from backend.store.print_jobs import SqlPrintJobs
from backend.store.push_subscriptions import PushSubscriptions
from backend.store.room import FeedPages, SiteStore
from backend.store.site import UnknownSite
from backend.store.upgrade import current_revision, newest_revision
from backend.use_cases.apply_operations import apply_operations
from backend.use_cases.credentials import PinHasher
from backend.use_cases.desk_reads import DeskReads
from backend.use_cases.import_edi import ImportEdi
from backend.use_cases.labels import LabelFacts
from backend.use_cases.new_id import new_id
from backend.use_cases.notes import tell_chiefs
from backend.use_cases.people import People
from backend.use_cases.photos import Photos
from backend.use_cases.reads import Reads
from backend.use_cases.site_policy import SitePolicy
from backend.use_cases.wanted_labels import WantedLabels
from backend.web import auth, errors, headers, logs, metrics, rate
from backend.web.blueprints import (
    demo,
    devices,
    docs,
    erp,
    exceptions,
    health,
    journal,
    labels,
    masters,
    orders,
    pages,
    people,
    photos,
    planning,
    push,
    quality,
    session,
    site_settings,
    stock,
    sync,
)
from backend.web.printing import KEY as PRINTING_KEY
from backend.web.printing import Printing, read_job
from backend.web.push import PushSender
from backend.web.wiring import KEY, Check, Services
from sync.erp.embedded.connector import EmbeddedConnector
from sync.erp.files.edi import read_edi
from sync.feed import Feed
from sync.intake import Intake
from sync.outbox import JITTER_PERCENT, Relay

DATABASE_FORM = "it must be like sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"
DATABASE_KEY = "pickface-database"
API_BLUEPRINTS = (
    session, devices, people, sync, push, stock, masters, journal, exceptions, orders, erp, demo,
    labels, photos, site_settings, quality, planning,
)  # fmt: skip
PLAIN_BLUEPRINTS = (health, docs, pages)
# Nothing was done, or nothing that may be acknowledged: the caller sends the same bytes again.
BUSY = (DatabaseBusy, CommitUnclear, OperationalError, UnknownSite)


def create_app(config: Mapping[str, str] | None = None, **replaced: Any) -> Flask:
    """The application. `config` stands in for the environment (see backend/config.py).

    `replaced` are fields of `Services`, for tests: another clock, another intake.
    Raises `BadSetting` (a sentence where a command is typed), or `UndeclaredRoute` when a route
    does not say who may call it.
    """
    with cli.settings_in_words():
        return _create_app(read_settings(config), replaced)


def _create_app(settings: Settings, replaced: Mapping[str, Any]) -> Flask:
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
    app.extensions[PRINTING_KEY] = wire_printing(settings, database, replaced)
    register(app)
    cli.register(app)
    auth.refuse_undeclared(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Settings that Flask and its extensions read."""
    app.config.update(
        SQLALCHEMY_DATABASE_URI=database_url(settings),
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


def database_url(settings: Settings) -> URL:
    """The address of the database. Raises `BadSetting`, which repeats no password."""
    try:
        url = normal_url(settings.database, ROOT)
        url.get_dialect()
    except (ArgumentError, ValueError) as error:
        raise BadSetting(f"PICKFACE_DATABASE cannot be read; {DATABASE_FORM}") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadSetting(f"PICKFACE_DATABASE is of {url.drivername}; {DATABASE_FORM}")
    return url


def wire(settings: Settings, database: Database, replaced: Mapping[str, Any]) -> Services:
    """What the web may reach."""
    clock: Callable[[], datetime] = replaced.get("clock", utc_now)
    sender = PushSender(
        PushSubscriptions(database),
        keys.push_key(settings.keys),
        settings.push_contact,
        further_hosts=settings.push_hosts,
        ca_file=settings.push_ca,
    )
    pages: Any = FeedPages(database)
    reads = Reads(database)
    intake = Intake(
        SiteStore(database), apply_operations, lambda: new_id(clock()), tell_chiefs(sender.notify)
    )
    services = Services(
        settings=settings,
        clock=clock,
        people=People(database, PinHasher(keys.pepper(settings.keys)), clock, intake.tell),
        intake=intake,
        feed=Feed(pages),
        epoch=pages.epoch,
        push=sender,
        readiness=lambda: readiness(settings, database),
        reads=reads,
        desk=DeskReads(database),
        photos=Photos(database, PhotoFiles(settings.photos)),
        policy=SitePolicy(database),
        import_edi=ImportEdi(read_edi, intake.tell, reads, settings.codes_of),
        resend=OutboxRows(database, settings.site).resume,
        tray=lambda: demo_tray(database, settings.site) if settings.demo else None,
    )
    return replace(services, **replaced)


def make_relay(database: Database, site: str, clock: Callable[[], datetime]) -> Relay:
    """Carries a site's documents to the ERP: the embedded ledger, until another is configured."""
    rows: Any = OutboxRows(database, site)
    ledger: Any = ErpLedger(database, site)
    return Relay(
        rows,
        EmbeddedConnector(ledger),
        clock,
        lambda: random.randint(-JITTER_PERCENT, JITTER_PERCENT),
    )


def wire_printing(
    settings: Settings, database: Database, replaced: Mapping[str, Any]
) -> Printing:
    """Printers and their queue; their threads start with the first look at it."""
    clock: Callable[[], datetime] = replaced.get("clock", utc_now)
    jobs = SqlPrintJobs(database, settings.site, read_job)
    facts = LabelFacts(database)
    wishes = WantedLabels(database, settings.site, facts)
    return Printing(settings, jobs, facts, clock, new_id, wishes)


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
    errors.register(app, busy=BUSY)


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

