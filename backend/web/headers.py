# SPDX-License-Identifier: Apache-2.0
"""Headers that keep a browser from doing what we never ask of it."""

from __future__ import annotations

from flask import Flask, Response, request

from backend.web.blueprints.pages import needs_wasm
from backend.web.wiring import services

API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
DOCS_POLICY = API_POLICY.replace("default-src 'none'", "default-src 'none'; style-src 'self'")
HSTS = "max-age=31536000; includeSubDomains"
PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(self)"


def page_policy(wasm: bool) -> str:
    """Own scripts, own styles, own pictures; nobody frames us (W3C, CSP Level 3)."""
    script = "'self' 'wasm-unsafe-eval'" if wasm else "'self'"
    return "; ".join([
        "default-src 'none'",
        f"script-src {script}",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ])


def policy_of(path: str) -> str:
    """The content security policy of one address."""
    if path.startswith("/api/docs"):
        return DOCS_POLICY
    if path.startswith("/api/"):
        return API_POLICY
    return page_policy(needs_wasm(services().settings.dist))


def register(app: Flask) -> None:
    """Add them to every answer."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy_of(request.path)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = PERMISSIONS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if services().settings.https:
            headers["Strict-Transport-Security"] = HSTS
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response
