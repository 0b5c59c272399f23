"""How many workers cross each limit in each month of a year."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from grenswerk.days.pace import LIMITS
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.workforce.models import Worker


class Month(NamedTuple):
    """A month with the number of workers that cross each limit in it, in the order of `LIMITS`."""

    first: dt.date
    counts: tuple[tuple[str, int], ...]
    coming: bool

    @property
    def name(self) -> str:
        """The month as an address writes it."""
        return f"{self.first:%Y-%m}"


def outlook_of(organisation: Organisation, year: int, today: dt.date) -> list[Month]:
    """The twelve months of a year, each with who crosses what in it by counts and plan."""
    counts: dict[str, dict[int, int]] = {}
    for limit in LIMITS:
        field = f"crosses_{limit}"
        rows = Worker.objects.filter(organisation=organisation, year=year, **{f"{field}__isnull": False})
        found = rows.order_by().annotate(month=ExtractMonth(field)).values("month").annotate(n=Count("pk"))
        counts[limit] = dict(found.values_list("month", "n"))
    return [
        Month(
            dt.date(year, month, 1),
            tuple((limit, counts[limit].get(month, 0)) for limit in LIMITS),
            (year, month) >= (today.year, today.month),
        )
        for month in range(1, 13)
    ]
