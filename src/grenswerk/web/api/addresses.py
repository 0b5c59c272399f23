"""What a program finds where there is no operation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from grenswerk.web.api.refusals import NOTHING_HERE, refusal


def nothing(request: HttpRequest) -> HttpResponse:
    """The answer of every address of the API that has no operation."""
    return refusal(404, f"{request.path}: {NOTHING_HERE}")


nothing.csrf_exempt = True  # type: ignore[attr-defined]  # it changes nothing
