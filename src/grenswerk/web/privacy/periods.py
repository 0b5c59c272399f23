"""How long things are kept; docs/privacy.md gives the reason of each period."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings

from grenswerk.model.errors import BadInput, nearest
from grenswerk.web.speaking import speech


class Unit(StrEnum):
    """What a span counts."""

    DAYS = "days"
    YEARS = "years"


class Span(NamedTuple):
    """A number of days or of calendar years."""

    n: int
    unit: Unit

    def before(self, moment: dt.datetime) -> dt.datetime:
        """The moment so long ago; the 28th stands for a 29 February that the year lacks."""
        if self.unit is Unit.DAYS:
            return moment - dt.timedelta(days=self.n)
        year = moment.year - self.n
        day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
        return moment.replace(year=year, day=day)

    @property
    def said(self) -> str:
        """The span in the reader's language."""
        return speech().say(f"privacy.span.{self.unit}", {"n": self.n})

    @property
    def written(self) -> str:
        """The span as it is given: `30d`, `7y`."""
        return f"{self.n}{self.unit[0]}"


def days(n: int) -> Span:
    """So many days."""
    return Span(n, Unit.DAYS)


def years(n: int) -> Span:
    """So many years."""
    return Span(n, Unit.YEARS)


class Periods(NamedTuple):
    """The periods, with what they are when nothing else is set (`GRENSWERK_KEEP`)."""

    invitation: Span = days(30)  # after its end, or after it was accepted
    feed: Span = years(1)  # that no calendar has read
    unconfirmed_account: Span = days(30)  # whose mail address was never confirmed
    unused_account: Span = years(3)  # since the last sign-in
    warning: Span = days(30)  # between the mail about an unused account and its end
    closed_year: Span = years(7)  # of a log, after the end of the year that it is about
    worker_year: Span = years(7)  # of an employer's rows, after the end of the year that they are about
    upload: Span = days(30)  # of an employer's file
    run: Span = years(1)  # of the laboratory that was not published
    token: Span = years(1)  # after it ended or was revoked


def read_periods(text: str) -> Periods:
    """Periods from `name=30d other=7y`; raises `BadInput` for what is none."""
    given: dict[str, Span] = {}
    for part in text.split():
        name, _, span = part.partition("=")
        if name not in Periods._fields:
            known = ", ".join(Periods._fields)
            raise BadInput(f'GRENSWERK_KEEP: "{name}": expected one of {known}{nearest(name, Periods._fields)}')
        found = re.fullmatch(r"([1-9]\d{0,4})([dy])", span)
        if not found:
            raise BadInput(f'GRENSWERK_KEEP: {name} is "{span}": expected days or years, e.g. 30d or 7y')
        given[name] = Span(int(found[1]), Unit.DAYS if found[2] == "d" else Unit.YEARS)
    return Periods(**given)


def periods() -> Periods:
    """The periods of this site."""
    found: Periods = settings.KEEP
    return found
