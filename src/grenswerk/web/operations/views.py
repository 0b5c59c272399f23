"""The addresses that machines ask: is it alive, can it work, what are its figures."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from grenswerk.web.operations.figures import figures
from grenswerk.web.operations.readiness import checks


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """200 as long as the process answers, whatever it depends on."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the site can do its work, 503 with what is missing when it cannot."""
    found = list(checks())
    wrong = any(check.wrong for check in found)
    body = {"ready": not wrong, "checks": {check.name: check.wrong or "ok" for check in found}}
    return JsonResponse(body, status=503 if wrong else 200)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who brings `GRENSWERK_METRICS_TOKEN`; without one there is no such page."""
    token = settings.ENVIRONMENT.metrics_token
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if not token or scheme != "Bearer" or not constant_time_compare(given, token):
        raise Http404
    return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST)
