"""The page about privacy."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from grenswerk.web.privacy.page import sections


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, on what ground and how long."""
    page = {"sections": sections(), "controller": settings.CONTROLLER}
    return render(request, "privacy/page.html", page)
