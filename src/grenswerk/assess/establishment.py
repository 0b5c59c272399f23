"""One employment: does the home bind the employer, in the eyes of each state, and what is left to the line."""

from __future__ import annotations

import datetime as dt
import math
from typing import NamedTuple

from grenswerk.assess.crossing import crossing_date
from grenswerk.assess.notes import Notes
from grenswerk.assess.windows import Shares, twelve_month_shares
from grenswerk.law.establishment.home_office import (
    Arrangement,
    Fact,
    Ground,
    HomeOffice,
    Motive,
    Risk,
    View,
    home_office,
    is_beyond,
    months_of_arrangement,
)
from grenswerk.law.establishment.positions import Applied, yardstick_of
from grenswerk.model import answer
from grenswerk.model.answer import Establishment, EstablishmentView, Finding, Level, Margin, Reason
from grenswerk.model.certainty import Certainty, weakest
from grenswerk.model.days import DayForm, EmploymentDays
from grenswerk.model.worker import Employment, WorkerFile

_RISKS = {
    Risk.FACT_NOT_GIVEN: None,
    Risk.NONE: answer.Risk.NONE,
    Risk.UNLIKELY: answer.Risk.UNLIKELY,
    Risk.POSSIBLE: answer.Risk.POSSIBLE,
    Risk.LIKELY: answer.Risk.LIKELY,
    Risk.UNCERTAIN: answer.Risk.UNCERTAIN,
}
# What the ground adds to the certainty of the yardstick, and its own sources.
_GROUNDS = {
    Ground.DEPENDENT_AGENT: (Certainty.CONFIRMED, ("oecd-art5-5",)),
    Ground.AUXILIARY: (Certainty.CONFIRMED, ("taxlive-caa", "oecd-art5-5")),
    Ground.SOLE_CARRIER: (Certainty.REPORTED, ("contax-at-2026",)),
    Ground.REGULARITY_OPEN: (Certainty.UNCONFIRMED, ("knowledgelib-pe-2026",)),
    Ground.COMMERCIAL_REASON: (Certainty.CONFIRMED, ("knowledgelib-pe-2026",)),
    Ground.OUTSIDE_GUIDANCE: (Certainty.REPORTED, ("oecd-2025-art5",)),
    Ground.COMMENTARY_DISPUTED: (Certainty.UNCONFIRMED, ("ey-nl-oecd-2025",)),
    Ground.WINDOWS_DISAGREE: (Certainty.UNCONFIRMED, ()),
    Ground.MOSTLY_AT_THE_OFFICE: (Certainty.UNCONFIRMED, ("ashurst-2025-12-08",)),
}


class _Reading(NamedTuple):
    state: str
    applied: Applied
    view: View

    @property
    def certainty(self) -> Certainty:
        own, _ = _GROUNDS.get(self.view.ground, (Certainty.CONFIRMED, ()))
        return weakest((own, self.applied.certainty))

    @property
    def sources(self) -> list[str]:
        _, own = _GROUNDS.get(self.view.ground, (Certainty.CONFIRMED, ()))
        return list(dict.fromkeys((*self.applied.sources, *own)))


def establishment(
    file: WorkerFile, employment: Employment, days: EmploymentDays
) -> tuple[Establishment | None, Notes]:
    """The risk of a permanent establishment at home; `None` where home and employer are in one state."""
    residence, employer = file.worker.residence, employment.employer_state
    if residence == employer:
        return None, Notes()
    shares = twelve_month_shares(file, employment, days)
    home = facts_of(employment, days, shares)
    readings = [_read(state, residence, employer, home, file.year) for state in (residence, employer)]
    own, distinct = readings[0], _distinct(readings)
    found = Establishment(
        risk=_RISKS[own.view.risk],
        home_share=shares.year,
        views={
            reading.state: EstablishmentView(
                risk=_RISKS[reading.view.risk], rule=reading.applied.id, home_share=shares.year
            )
            for reading in readings
        },
        rule=own.applied.id,
        certainty=own.certainty,
    )
    notes = Notes(
        findings=tuple(finding for reading in distinct for finding in _findings(reading, home, employment, own)),
        reasons=tuple(_reason(reading, shares, employment) for reading in distinct),
        margins=_margins(own, shares, file, employment, days),
        certainties=(own.certainty,),
    )
    return found, notes


def _read(state: str, residence: str, employer: str, home: HomeOffice, year: int) -> _Reading:
    applied = yardstick_of(state, residence, employer, year)
    return _Reading(state, applied, home_office(home, applied.yardstick))


def _distinct(readings: list[_Reading]) -> list[_Reading]:
    """The readings, made one where both states come to the same by the same text."""
    own, other = readings
    if own.applied.id != other.applied.id or own.view != other.view:
        return readings
    return [own._replace(state=f"{own.state},{other.state}")]


def facts_of(employment: Employment, days: EmploymentDays, shares: Shares) -> HomeOffice:
    """The employment's facts as the rule reads them; `months` is how long the arrangement lasts."""
    telework = employment.telework
    months = 12.0
    if employment.start and employment.end:
        months = months_of_arrangement((employment.end - employment.start).days + 1)
    time = days.working_time
    in_residence = time.residence_telework + time.residence_other
    return HomeOffice(
        lowest_share=shares.lowest,
        highest_share=shares.highest,
        residence_share=in_residence / time.total if time.total else 0.0,
        months=months,
        arrangement=Arrangement[telework.status.upper()] if telework.status else Arrangement.NOT_GIVEN,
        office=_fact(telework.office_available),
        motive=Motive[telework.reason.upper()] if telework.reason else Motive.NOT_GIVEN,
        contacts=telework.contacts.per_year if telework.contacts.partner != "none" else 0.0,
        concludes_contracts=telework.concludes_contracts,
        management_role=telework.management_role,
        sole_carrier=telework.sole_carrier,
        auxiliary_only=telework.auxiliary_only,
        room_rented=telework.room.rented_by_employer,
        room_usable=telework.room.employer_may_use,
    )


def _fact(given: bool | None) -> Fact:  # noqa: FBT001
    return Fact.NOT_GIVEN if given is None else Fact(int(given))


def _reason(reading: _Reading, shares: Shares, employment: Employment) -> Reason:
    return Reason(
        code=f"establishment.{reading.view.ground.name.lower()}",
        facts={
            "employment": employment.id,
            "state": reading.state,
            "rule": reading.applied.id,
            "share": shares.year,
            "lowest": shares.lowest,
            "highest": shares.highest,
            "limit": max(0.0, reading.applied.yardstick.limit),
            "contacts": employment.telework.contacts.per_year,
        },
        sources=reading.sources,
    )


def _findings(reading: _Reading, home: HomeOffice, employment: Employment, own: _Reading) -> list[Finding]:
    facts: answer.Facts = {"employment": employment.id, "state": reading.state, "rule": reading.applied.id}
    found = []
    if reading.view.risk == Risk.FACT_NOT_GIVEN:
        found.append(_fact_not_given(reading, home, facts))
    elif reading.view.ground == Ground.WINDOWS_DISAGREE:
        limit = reading.applied.yardstick.limit
        found.append(
            Finding(
                level=Level.WARNING,
                code="establishment.windows_disagree_finding",
                facts={**facts, "lowest": home.lowest_share, "highest": home.highest_share, "limit": limit},
                sources=reading.sources,
            )
        )
    elif reading.view.ground == Ground.COMMENTARY_DISPUTED:
        found.append(_warning("establishment.commentary_disputed_finding", facts, reading))
    elif reading.view.ground == Ground.MOSTLY_AT_THE_OFFICE:
        code = "establishment.required_would_be_likely"
        found.append(Finding(level=Level.INFO, code=code, facts=facts, sources=reading.sources))
    elif _would_be_disputed(reading, home):
        found.append(_warning("establishment.required_would_be_disputed", facts, reading))
    if own.state in reading.state and home.arrangement == Arrangement.INCIDENTAL and home.highest_share >= 0.5:
        found.append(_warning("establishment.incidental_beyond_half", facts, reading))
    if own.state in reading.state and home.concludes_contracts and home.auxiliary_only:
        found.append(_warning("establishment.agent_and_auxiliary", facts, reading))
    if own.state not in reading.state and reading.view.risk != own.view.risk:
        found.append(
            Finding(
                level=Level.INFO,
                code="establishment.views_differ",
                facts={
                    **facts,
                    "own_state": own.state,
                    "own_risk": _RISKS[own.view.risk],
                    "risk": _RISKS[reading.view.risk],
                },
                sources=reading.sources,
            )
        )
    return found


def _warning(code: str, facts: answer.Facts, reading: _Reading) -> Finding:
    return Finding(level=Level.WARNING, code=code, facts=facts, sources=reading.sources)


def _would_be_disputed(reading: _Reading, home: HomeOffice) -> bool:
    """Whether work at home that the employer requires would make this answer uncertain."""
    if home.arrangement != Arrangement.NOT_GIVEN or home.motive == Motive.EMPLOYEE_WISH:
        return False
    required = home._replace(arrangement=Arrangement.REQUIRED)
    return home_office(required, reading.applied.yardstick).risk == Risk.UNCERTAIN


def _fact_not_given(reading: _Reading, home: HomeOffice, facts: answer.Facts) -> Finding:
    """Names the fact, and the risk that each of its values gives."""
    yardstick = reading.applied.yardstick
    if reading.view.ground == Ground.OFFICE_NOT_GIVEN:
        cases = {"yes": home._replace(office=Fact.YES), "no": home._replace(office=Fact.NO)}
        code, fact = "establishment.office_not_given_finding", "telework.office_available"
    else:
        known = [Arrangement.INCIDENTAL, Arrangement.VOLUNTARY, Arrangement.REQUIRED]
        cases = {one.name.lower(): home._replace(arrangement=one) for one in known}
        code, fact = "establishment.arrangement_not_given_finding", "telework.status"
    outcomes: answer.Facts = {
        value: _RISKS[home_office(case, yardstick).risk] or "telework.office_available"
        for value, case in cases.items()
    }
    return _warning(code, {**facts, "fact": fact, **outcomes}, reading)


def _margins(
    own: _Reading, shares: Shares, file: WorkerFile, employment: Employment, days: EmploymentDays
) -> tuple[Margin, ...]:
    """Home days left below the line, were they to replace days elsewhere; none where there is no line."""
    yardstick = own.applied.yardstick
    counted = days.counted
    total = counted.employer + counted.residence + counted.third
    if yardstick.limit < 0.0 or total <= 0.0:
        return ()
    limit = yardstick.limit * total
    last_safe = math.floor(limit + 1e-9) if yardstick.limit_is_safe else math.ceil(limit - 1e-9) - 1
    at_home = shares.year * total
    return (
        Margin(
            code="establishment_line",
            left=max(0.0, round(last_safe - at_home, 2)),
            crossing=_crossing(shares, last_safe, file, employment, days) if at_home > last_safe else None,
            facts={
                "employment": employment.id,
                "state": own.state,
                "limit": yardstick.limit,
                "limit_days": last_safe,
                "days": round(at_home, 2),
                "share": shares.year,
                "beyond": is_beyond(shares.year, yardstick),
            },
        ),
    )


def _crossing(
    shares: Shares, last_safe: int, file: WorkerFile, employment: Employment, days: EmploymentDays
) -> dt.date | None:
    """The day on which the year's home days pass the last safe one; without a log they are spread evenly."""
    if days.form is DayForm.LOG:
        return shares.day_beyond(last_safe, file.year)
    counted = days.counted
    at_home = shares.year * (counted.employer + counted.residence + counted.third)
    return crossing_date(days, employment, file.year, last_safe, at_home)
