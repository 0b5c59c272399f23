"""An example account: a nurse from Lille with an employer in Kortrijk, and her days so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.utils.timezone import localdate

from grenswerk.web.calculator.case import this_year
from grenswerk.web.mydays.log import Entries, write
from grenswerk.web.mydays.models import Preferences, Year

EMAIL = "demo@example.org"
FACTS: dict[str, Any] = {
    "worker": {"name": "Claire Example", "residence": "FR", "birth_year": 1988, "nationality": "FR"},
    "employments": [
        {
            "id": "hospital",
            "employer_state": "BE",
            "gross_pay": 44500,
            "hours_per_week": 38,
            "full_time_hours": 38,
            "frontier": {"home_in_zone": True, "workplace_in_zone": True, "status_since_2011": False},
            "telework": {"status": "voluntary", "office_available": True, "reason": "employee_wish"},
        }
    ],
}


def make_demo() -> Iterator[str]:
    """Make the example account where there is none; yields what a person must know to use it."""
    if User.objects.filter(email=EMAIL).exists():
        return
    password = token_urlsafe(9)
    owner = User.objects.create_user(username=EMAIL, email=EMAIL, password=password)
    EmailAddress.objects.create(user=owner, email=EMAIL, verified=True, primary=True)
    Preferences.objects.create(owner=owner, language="fr", notices=False)
    year = Year.objects.create(owner=owner, year=this_year(), facts=FACTS)
    write(year, dict(_days(year.year)), 0, label="demo")
    yield f"Example account: {EMAIL}, password {password}"


def _days(year: int) -> Iterator[tuple[dt.date, Entries]]:
    """Tuesdays at home, and every other Thursday; two weeks of leave in July; a few sick days in February."""
    until = min(localdate(), dt.date(year, 12, 31))
    date = dt.date(year, 1, 2)
    while date <= until:
        if date.weekday() < 5:
            yield date, [_row(date)]
        date += dt.timedelta(days=1)


def _row(date: dt.date) -> dict[str, str]:
    week = date.isocalendar().week
    if (date.month, date.day // 16) == (7, 1):
        return {"state": "BE", "activity": "leave", "employment": "hospital"}
    if date.month == 2 and 9 <= date.day <= 11:
        return {"state": "BE", "activity": "sick", "employment": "hospital"}
    if date.weekday() == 1 or (date.weekday() == 3 and week % 2 == 0):
        return {"state": "FR", "activity": "telework", "employment": "hospital"}
    return {"state": "BE", "activity": "office", "employment": "hospital"}
