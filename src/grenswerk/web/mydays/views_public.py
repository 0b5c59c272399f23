"""What is open to anyone who holds a secret: feeds, and the hash of a statement."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from grenswerk.model.errors import BadInput
from grenswerk.web.limits import limited
from grenswerk.web.mydays.feeds import content_of, feed_of
from grenswerk.web.mydays.models import Statement
from grenswerk.web.mydays.statements import hash_of


@require_GET
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """A feed by its secret; a revoked one is not found."""
    found = feed_of(secret)
    if found is None:
        raise Http404
    try:
        content = content_of(found)
    except BadInput:
        raise Http404 from None
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@require_GET
@limited("verify")
def verify(request: HttpRequest, found: str = "") -> HttpResponse:
    """Whether a statement with this hash was made here, and what it says."""
    code = re.sub(r"[^0-9a-f]", "", (found or request.GET.get("code", "")).lower())[:64]
    if not found and len(code) == 64:
        return redirect("verify_hash", found=code)
    statement = Statement.objects.select_related("year").filter(hash=code).first() if len(code) == 64 else None
    genuine = statement is not None and hash_of(statement.content) == code
    page = {
        "code": code,
        "statement": statement if genuine else None,
        "unchanged": genuine and statement is not None and statement.version == statement.year.version,
    }
    return render(request, "mydays/verify.html", page, status=200 if genuine or not code else 404)
