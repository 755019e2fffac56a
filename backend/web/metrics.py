# SPDX-License-Identifier: Apache-2.0
"""Figures of one process (Prometheus). Labels are few and bounded: never a device, never an id."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

METRICS_KEY = "pickface-metrics"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """One registry an application, so that two in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "pickface_http_requests", "Requests answered",
            ["endpoint", "method", "status"], registry=self.registry,
        )
        self.seconds = Histogram(
            "pickface_http_seconds", "Seconds to answer a request",
            ["endpoint"], buckets=SECONDS, registry=self.registry,
        )
        self.operations = Counter(
            "pickface_operations", "Operations answered, by outcome",
            ["outcome", "replayed"], registry=self.registry,
        )

    def answered(self, outcome: str, replayed: bool) -> None:
        """Count one operation's answer."""
        self.operations.labels(outcome, str(replayed).lower()).inc()

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """Add a figure that is read when somebody looks."""
        Gauge(name, text, registry=self.registry).set_function(read)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)


def register(app: Flask) -> Metrics:
    """Count every request of this application."""
    metrics = Metrics()
    app.extensions[METRICS_KEY] = metrics

    @app.before_request
    def start() -> None:
        g.started_s = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        method = request.method if request.method in METHODS else "other"
        metrics.requests.labels(endpoint, method, response.status_code).inc()
        metrics.seconds.labels(endpoint).observe(time.perf_counter() - g.get("started_s", 0))
        return response

    return metrics


METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
