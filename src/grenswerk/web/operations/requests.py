"""Each request: its id, its one line in the log, its time among the figures. Nothing of it says who asked.

What is noted is the *pattern* of the address (`en/mydays/<int:year>/`), never the address or its query.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

LOG = logging.getLogger("grenswerk.request")
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
FORM_OF_AN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
WITHOUT_A_VIEW = "unmatched"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET = frozenset({"health", "ready", "metrics"})  # asked every few seconds by machines
SECONDS = Histogram(
    "grenswerk_request_seconds",
    "Time from a request's arrival to its answer.",
    ("view", "method", "status"),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class Observed:
    """Stands before all others: what they answer, or fail with, is seen once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, with the id of the request for whoever asks what went wrong."""
        token = REQUEST_ID.set(_id_of(request))
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = REQUEST_ID.get()
            _note(request, response.status_code, time.perf_counter() - start)
        finally:
            REQUEST_ID.reset(token)
        return response


def _id_of(request: HttpRequest) -> str:
    """The id that a trusted proxy gave, or a new one."""
    given = request.headers.get("X-Request-ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if FORM_OF_AN_ID.fullmatch(given) else uuid4().hex


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    match = request.resolver_match
    view = (match.view_name or match.route) if match else WITHOUT_A_VIEW
    method = request.method if request.method in METHODS else "other"
    SECONDS.labels(view, method, str(status)).observe(seconds)
    level = logging.ERROR if status >= 500 else logging.DEBUG if view in QUIET else logging.INFO
    route = match.route if match else WITHOUT_A_VIEW
    facts = {"method": method, "route": route, "status": status, "milliseconds": round(seconds * 1000, 1)}
    LOG.log(level, "request", extra={"facts": facts})
