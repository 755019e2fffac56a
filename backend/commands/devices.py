# SPDX-License-Identifier: Apache-2.0
"""`flask devices`: what every device said of its queue, and letting one go."""

from __future__ import annotations

import json

import click
from flask.cli import AppGroup

from backend.domain.identity import DeviceState
from backend.web.schemas.device import device_body
from backend.web.wiring import services

PAGE_ROWS = 200

group = AppGroup("devices", help="Handhelds and desks of the site.")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each.")
def list_devices(as_json: bool) -> None:
    """Devices with their state, what they have not sent yet, and when they were last heard."""
    found, after = services(), None
    while True:
        page, after = found.people.devices(found.settings.site, after, PAGE_ROWS)
        for device in page:
            body = device_body(device)
            pending = device.queue.pending if device.queue else 0
            seen = body["last_seen_at"] or "never"
            plain = f"{device.id} {body['state']:8} {pending:4} unsent, seen {seen}  {device.name}"
            click.echo(json.dumps(body) if as_json else plain)
        if after is None:
            return


@group.command("revoke")
@click.argument("device")
@click.option("--lost", is_flag=True, help="It is lost, not taken away.")
def revoke(device: str, lost: bool) -> None:
    """Let nobody sign in on DEVICE; what it recorded is still taken in, and parked."""
    state = DeviceState.LOST if lost else DeviceState.REVOKED
    if services().people.let_go(services().settings.site, device, state) is None:
        raise click.ClickException(f"no device {device}")
    click.echo(f"{device} is {state.value}")
