"""What is kept of a day log."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from grenswerk.web.mydays.models import Change, Day, Feed, Notice, Preferences, Statement, Year
from grenswerk.web.privacy.declarations import Activity, Expiry, Ground, Kept, Table, declare
from grenswerk.web.privacy.periods import periods


def _unread_feeds(now: dt.datetime) -> QuerySet[Feed]:
    since = periods().feed.before(now)
    return Feed.objects.filter(Q(read__lt=since) | Q(read=None), made__lt=since)


def _closed_years(now: dt.datetime) -> QuerySet[Year]:
    return Year.objects.filter(year__lt=periods().closed_year.before(now).year)


declare(
    Kept(
        "mydays_log",
        Activity.MYDAYS,
        Ground.CONTRACT,
        (
            Table(Year, person=("owner",)),
            Table(Day, person=("year__owner",), beside=("year__year",)),
            Table(Change, person=("year__owner",), beside=("year__year",)),
            Table(Statement, person=("year__owner",), beside=("year__year",)),
        ),
        (Expiry("closed_years", _closed_years),),
    ),
    Kept(
        "mydays_feeds",
        Activity.MYDAYS,
        Ground.CONTRACT,
        (Table(Feed, person=("year__owner",), secret=("hash",), beside=("year__year",)),),
        (Expiry("feeds", _unread_feeds),),
    ),
    Kept(
        "mydays_notices",
        Activity.MYDAYS,
        Ground.CONTRACT,
        (
            Table(Preferences, person=("owner",)),
            Table(Notice, person=("year__owner",), beside=("year__year",)),
        ),
    ),
)
