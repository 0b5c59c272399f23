"""Whose year it is: nobody sees or changes the year of someone else."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from grenswerk.web.mydays.models import Year


def owner_of(request: HttpRequest) -> User:
    """The person who is signed in; the views behind it ask for an account first."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def year_of(request: HttpRequest, year: int) -> Year:
    """The year of the person who asks."""
    return get_object_or_404(Year, owner=owner_of(request), year=year)


def date_of(year: Year, text: str) -> dt.date:
    """A date of the year; anything else is not found."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if date.year != year.year:
        raise Http404
    return date
