# SPDX-License-Identifier: Apache-2.0
"""Settings from the environment, read once at the start. All names begin with PICKFACE_.

PICKFACE_DATABASE       address of the database; default sqlite:///var/pickface.sqlite3
PICKFACE_SITE           site shown to a device that is not enrolled yet; default DC01
PICKFACE_SITE_CODES     further codes by which partners' EDI files name that site, separated by
                        commas (N1*ST of an 856, N1*WH or N1*DE of a 940); default none
PICKFACE_DEMO           1: a demo site; devices may enrol with the token `demo`
PICKFACE_OFFLINE_SIGN_IN  1: who signed in on a device may do so again there without network, until
                        the shift ends; default as PICKFACE_DEMO
PICKFACE_PUBLIC_URL     address people use, e.g. https://pick.example; needed behind a proxy
PICKFACE_VAR            folder for the database, keys and files; default var
PICKFACE_DIST           folder of the built app; default pwa/dist
PICKFACE_PUSH_HOSTS     further push services, `host` or `host:port`, separated by commas
PICKFACE_PUSH_CA        file of certificates trusted for those; default the system's
PICKFACE_PUSH_CONTACT   mailto: or https: address that push services may complain to
PICKFACE_METRICS_TOKEN  bearer token for /metrics from other hosts; default none
PICKFACE_PRINTERS       label printers, `name=target` separated by commas; a target is `browser`,
                        `file:FOLDER` or `tcp://HOST:9100`, then perhaps `;pdf` or `;300` (dots an
                        inch); default Browser=browser, and for a demo two folders in PICKFACE_VAR
PICKFACE_PRINTER_NETWORKS  networks in which those hosts may be, e.g. 10.1.0.0/16; default none
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

# A demo prints without a printer: the bytes that one would get, and a PDF, each as a file.
DEMO_PRINTERS = "Browser=browser,ZPL file=file:labels/zpl,PDF file=file:labels/pdf;pdf"

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose. Paths are absolute."""

    database: str
    site: str
    demo: bool
    public_url: str | None
    var: Path
    dist: Path
    push_hosts: frozenset[str]
    push_ca: str | None
    push_contact: str
    metrics_token: str | None
    printers: tuple[tuple[str, str], ...] = (("Browser", "browser"),)
    printer_networks: tuple[str, ...] = ()
    offline_sign_in: bool = False
    site_codes: frozenset[str] = frozenset()

    @property
    def https(self) -> bool:
        """True when people reach us over HTTPS; cookies and headers are then stricter."""
        return self.public_url is not None and self.public_url.startswith("https://")

    def codes_of(self, site: str) -> frozenset[str]:
        """The codes by which partners name a site: its id, and those that were set for ours."""
        return frozenset({site}) | (self.site_codes if site == self.site else frozenset())

    @property
    def keys(self) -> Path:
        """Folder of keys, readable by the server alone."""
        return self.var / "keys"

    @property
    def photos(self) -> Path:
        """Folder of the pictures that devices sent; a backup has it beside the database."""
        return self.var / "photos"


class BadSetting(Exception):
    """A setting cannot be meant like this; the text says which and why."""


def read_settings(given: Mapping[str, str] | None = None) -> Settings:
    """Settings from a mapping (default: the environment). Raises `BadSetting`."""
    env = os.environ if given is None else given
    return Settings(
        database=env.get("PICKFACE_DATABASE", "sqlite:///var/pickface.sqlite3"),
        site=env.get("PICKFACE_SITE", "DC01"),
        site_codes=frozenset(
            code.strip() for code in env.get("PICKFACE_SITE_CODES", "").split(",") if code.strip()
        ),
        demo=_flag(env, "PICKFACE_DEMO"),
        offline_sign_in=_flag(env, "PICKFACE_OFFLINE_SIGN_IN", env.get("PICKFACE_DEMO") or "0"),
        public_url=_origin(env, "PICKFACE_PUBLIC_URL"),
        var=ROOT / env.get("PICKFACE_VAR", "var"),
        dist=ROOT / env.get("PICKFACE_DIST", "pwa/dist"),
        push_hosts=frozenset(
            host.strip() for host in env.get("PICKFACE_PUSH_HOSTS", "").split(",") if host.strip()
        ),
        push_ca=env.get("PICKFACE_PUSH_CA") or None,
        push_contact=env.get("PICKFACE_PUSH_CONTACT", "mailto:pickface@localhost.invalid"),
        metrics_token=env.get("PICKFACE_METRICS_TOKEN") or None,
        printers=_printers(
            env.get("PICKFACE_PRINTERS")
            or ("Browser=browser" if not _flag(env, "PICKFACE_DEMO") else DEMO_PRINTERS)
        ),
        printer_networks=_networks(env.get("PICKFACE_PRINTER_NETWORKS", "")),
    )


def _printers(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [one.partition("=") for one in text.split(",") if one.strip()]
    found = tuple((name.strip(), target.strip()) for name, _, target in pairs)
    names = [name for name, _ in found]
    if not all(name and target and len(name) <= 40 for name, target in found):
        raise BadSetting(f"PICKFACE_PRINTERS is {text!r}; it must be name=target,name=target")
    if len(set(names)) < len(names):
        raise BadSetting("PICKFACE_PRINTERS names one printer twice")
    return found


def _networks(text: str) -> tuple[str, ...]:
    found = tuple(one.strip() for one in text.split(",") if one.strip())
    for one in found:
        try:
            ip_network(one)
        except ValueError as error:
            raise BadSetting(f"PICKFACE_PRINTER_NETWORKS: {error}") from error
    return found


def _flag(env: Mapping[str, str], name: str, usual: str = "0") -> bool:
    text = env.get(name, usual)
    if text not in ("0", "1", ""):
        raise BadSetting(f"{name} is {text!r}; it must be 0 or 1")
    return text == "1"


def _origin(env: Mapping[str, str], name: str) -> str | None:
    text = env.get(name, "").rstrip("/")
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
        raise BadSetting(f"{name} is {text!r}; it must be like https://pick.example")
    return text
