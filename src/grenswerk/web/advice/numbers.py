"""What the list shows of a client's year: reckoned when the facts are kept, never when the list is opened."""

from __future__ import annotations

from typing import Any, NamedTuple

from grenswerk.model.answer import Assessment, Margin
from grenswerk.render.calendar import dates_of
from grenswerk.web.advice.assessing import law_version
from grenswerk.web.advice.models import ClientYear, NextDate
from grenswerk.web.meters import meter_of


class Reached(NamedTuple):
    """A limit and how much of it is used."""

    code: str
    used: float
    highest: float
    left: float | None

    @property
    def share(self) -> float:
        """The used part: 1 is all of it."""
        return self.used / self.highest


def reached(answer: Assessment) -> list[Reached]:
    """The limits of an answer that have a measure, the most used first."""
    found = [one for margin in answer.margins if (one := _reached(margin))]
    return sorted(found, key=lambda one: -one.share)


def _reached(margin: Margin) -> Reached | None:
    used, highest = meter_of(margin)
    return Reached(margin.code, used, highest, margin.left) if used is not None and highest else None


def headline(answer: Assessment) -> dict[str, Any]:
    """The numbers of the list."""
    insured = answer.social_security
    return {
        "pairs": list(dict.fromkeys(one.pair for one in answer.employments)),
        "insured": insured.competent_state if insured else None,
        "net": answer.net_pay.net if answer.net_pay else None,
        "limits": [one._asdict() for one in reached(answer)],
        "conflict": any(one.tax is not None and one.tax.conflict is not None for one in answer.employments),
    }


def reckon(year: ClientYear, answer: Assessment) -> None:
    """Put the numbers of an answer beside the facts that it is of; the year is to be saved by who asks."""
    nearest = reached(answer)
    year.nearness = nearest[0].share if nearest else None
    year.headline = headline(answer)
    year.law = law_version()


def keep_dates(year: ClientYear, answer: Assessment) -> None:
    """The dates on which the duties of an answer fall due, in place of those of the facts before."""
    year.dates.all().delete()
    NextDate.objects.bulk_create(
        NextDate(year=year, due=due, code=duty.code, state=duty.state, who=duty.who, facts=duty.facts)
        for duty in answer.duties
        for due in dates_of(duty)
    )
