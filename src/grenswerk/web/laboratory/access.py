"""Who may read a result: whoever asked for it, and everybody once one who asked has published it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from grenswerk.web.laboratory.models import Run


class Reading(NamedTuple):
    """A run as somebody reads it."""

    run: Run
    mine: bool


def reading_of(request: HttpRequest, key: str) -> Reading | None:
    """The run that the visitor may read: the own one, else a published one; none where there is neither."""
    runs = Run.objects.filter(key=key).select_related("job")
    if isinstance(request.user, User) and (own := runs.filter(owner=request.user).first()):
        return Reading(own, mine=True)
    published = runs.filter(published__isnull=False).order_by("published").first()
    return Reading(published, mine=False) if published else None


def readable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of a result, called with `(request, reading, …)`.

    Who has no account and finds nothing published is asked to sign in; everybody else finds nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **rest: Any) -> HttpResponseBase:
        reading = reading_of(request, key)
        if reading is not None:
            return view(request, reading, **rest)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return guarded
