"""What is past its time is deleted, a hundred rows at a time, so that pages asked meanwhile do not wait.

Each batch asks again, under its lock, whether its rows are still past their time. A second run finds nothing left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from grenswerk.web.privacy.declarations import Expiry, expiries, table_of
from grenswerk.web.privacy.erasure import OwnerNeeded, erase

BATCH = 100


class Outcome(NamedTuple):
    """What became of one kind of thing; `stuck` are accounts on which an organisation depends."""

    code: str
    deleted: int
    stuck: int = 0


def expire(now: dt.datetime | None = None) -> Iterator[Outcome]:
    """Delete everything that is past its time at `now`."""
    moment = now or timezone.now()
    for expiry in expiries():
        rows = expiry.rows(moment)
        yield _erase_accounts(expiry, rows) if rows.model is User else _delete(expiry, moment)


def due(now: dt.datetime | None = None) -> Iterator[Outcome]:
    """What `expire` would delete."""
    moment = now or timezone.now()
    for expiry in expiries():
        yield Outcome(expiry.code, expiry.rows(moment).count())


def _delete(expiry: Expiry, now: dt.datetime) -> Outcome:
    table, deleted = table_of(expiry.rows(now).model), 0
    while keys := _batch(expiry.rows(now)):
        with transaction.atomic():
            rows = table.model._default_manager.filter(pk__in=keys)
            list(rows.select_for_update().values_list("pk", flat=True))
            chosen = list(expiry.rows(now).filter(pk__in=keys).values_list("pk", flat=True))
            table.remove(table.model._default_manager.filter(pk__in=chosen))
        if not chosen:  # others have changed them in between: the next run looks again
            break
        deleted += len(chosen)
    return Outcome(expiry.code, deleted)


def _batch(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _erase_accounts(expiry: Expiry, people: QuerySet[User]) -> Outcome:
    erased = stuck = 0
    for number in list(people.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            person = people.filter(pk=number).select_for_update(of=("self",)).first()
            if person is None:
                continue
            try:
                erase(person)
                erased += 1
            except OwnerNeeded:
                stuck += 1
    return Outcome(expiry.code, erased, stuck)
