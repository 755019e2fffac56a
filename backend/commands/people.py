# SPDX-License-Identifier: Apache-2.0
"""`flask people`: the first supervisor and the first device, before anybody can sign in."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from backend.domain.identity import DeviceClass, Role
from backend.keys import pepper
from backend.store.database import Database
from backend.use_cases import enrolment, sign_in
from backend.use_cases.credentials import PinHasher, new_badge
from backend.web.wiring import services

group = AppGroup("people", help="Actors and devices.")


def _database() -> Database:
    found: Database = current_app.extensions["pickface-database"]
    return found


@group.command("add")
@click.argument("name")
@click.option("--initials", required=True, help="At most four letters.")
@click.option("--role", "roles", multiple=True, default=("worker",),
              type=click.Choice([role.value for role in Role]))
@click.option("--badge", default=None, help="Text of an existing badge; else a new one is made.")
@click.option("--pin", prompt=True, hide_input=True, confirmation_prompt=True)
def add(name: str, initials: str, roles: tuple[str, ...], badge: str | None, pin: str) -> None:
    """Let somebody sign in; prints the text for the badge's barcode."""
    found, badge = services(), badge or new_badge()
    made = sign_in.add_actor(
        _database(), PinHasher(pepper(found.settings.keys)), site=found.settings.site,
        name=name, initials=initials[:4], roles=frozenset(Role(role) for role in roles),
        badge=badge, pin=pin, now=found.clock(),
    )
    if isinstance(made, sign_in.WeakPin):
        raise click.ClickException("PIN: six digits or more, and not a simple row of digits")
    click.echo(f"{made.name}: badge {badge}")


@group.command("unlock")
@click.argument("actor")
def unlock(actor: str) -> None:
    """Let a locked actor (by id) try PINs again."""
    if not sign_in.unlock(_database(), services().settings.site, actor):
        raise click.ClickException("no such actor")


@group.command("device-token")
@click.option("--class", "device_class", default="handheld",
              type=click.Choice([one.value for one in DeviceClass]))
def device_token(device_class: str) -> None:
    """Make a one-time token with which a device joins within ten minutes."""
    found = services()
    made = enrolment.allow_device(
        _database(), found.settings.site, DeviceClass(device_class), "console", found.clock()
    )
    click.echo(f"{made.token}  (until {made.expires_at:%H:%M:%S} UTC)")
