"""Worker files drawn at random over everything that a worker file can say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment

STATES = ("NL", "BE", "DE", "LU", "FR")
THIRD = ("NL", "BE", "DE", "LU", "FR", "CH", "GB", "US", "ES")
ACTIVITIES = ("office", "telework", "home_other", "trip", "training", "on_call", "sick", "leave", "garden_leave")
OBSTACLES = ("none", "requested", "granted", "refused")


def answer_to(data: dict[str, Any], law: Rulebook | None = None) -> Assessment:
    """The assessment of a worker file as data."""
    file = worker_file(data, "random")
    return assess(file, employment_days(file, Path(), "random"), law)


def days(most: int = 120) -> st.SearchStrategy[int]:
    """A number of days, often a small one."""
    return st.one_of(st.just(0), st.integers(0, most))


def dates(year: int) -> st.SearchStrategy[str]:
    """A day of the year."""
    return st.dates(dt.date(year, 1, 1), dt.date(year, 12, 31)).map(dt.date.isoformat)


def some(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with some of these members."""
    return st.fixed_dictionaries({}, optional=members)


def counts(residence: str, employer_state: str) -> st.SearchStrategy[dict[str, Any]]:
    """Totals of one employment."""
    third = st.sampled_from([state for state in THIRD if state not in (residence, employer_state)])
    return some(
        work=days(200),
        home=days(),
        home_short=days(9),
        third=st.dictionaries(third, days(40), max_size=2),
        outside_zone=st.dictionaries(st.sampled_from(THIRD), days(9), max_size=1),
        on_call_home=days(9),
        on_call_home_called=days(9),
        garden_leave=days(9),
        sick=st.one_of(days(9), some(work=days(9), home=days(9))),
        leave=days(9),
        holiday=days(9),
        covid_home=days(60),
    )


def employment(year: int) -> st.SearchStrategy[dict[str, Any]]:
    """One employment, without its id."""
    yes = st.booleans()
    telework = some(
        status=st.sampled_from(("incidental", "voluntary", "required")),
        office_available=yes,
        it_based=yes,
        concludes_contracts=yes,
        management_role=yes,
        sole_carrier=yes,
        auxiliary_only=yes,
        contacts=some(
            **{"with": st.sampled_from(("none", "customers", "suppliers")), "per_year": st.integers(0, 60)}
        ),
        reason=st.sampled_from(("employee_wish", "cost_saving", "business_presence")),
        room=some(costs_paid=yes, rented_by_employer=yes, employer_may_use=yes),
    )
    posting = st.fixed_dictionaries(
        {"state": st.sampled_from(THIRD), "expected_months": st.sampled_from((0, 3, 24, 25))},
        optional={"insured_before": yes},
    )
    return st.fixed_dictionaries(
        {"employer_state": st.sampled_from(STATES)},
        optional={
            "sector": st.sampled_from(("private", "private", "public")),
            "status": st.sampled_from(("employee", "manual", "executive")),
            "gross_pay": st.one_of(st.integers(0, 150_000), st.integers(30_000, 60_000)),
            "hours_per_week": st.sampled_from((8, 20, 38)),
            "full_time_hours": st.sampled_from((36, 40)),
            "days_per_week": st.sampled_from((2, 4.5, 5, 6)),
            "from": st.sampled_from((f"{year}-01-01", f"{year}-07-01", f"{year - 1}-05-05")),
            "to": st.sampled_from((f"{year}-12-31", f"{year}-09-30", f"{year + 1}-05-05")),
            "posting": posting,
            "frontier": some(home_in_zone=yes, workplace_in_zone=yes, status_since_2011=yes),
            "telework": telework,
        },
    )


def worker(year: int) -> st.SearchStrategy[dict[str, Any]]:
    """The person."""
    household = some(
        status=st.sampled_from(("single", "couple", "cohabiting")),
        partner_income=st.integers(0, 60_000),
        children=st.one_of(
            st.integers(0, 4),
            st.lists(st.fixed_dictionaries({"birth_year": st.integers(year - 26, year)}), max_size=3),
        ),
        single_parent=st.booleans(),
    )
    agreement = st.fixed_dictionaries(
        {"status": st.sampled_from(OBSTACLES)},
        optional={"requested_on": dates(year), "from": dates(year), "institution": st.sampled_from(THIRD)},
    )
    return st.fixed_dictionaries(
        {"residence": st.sampled_from(STATES)},
        optional={
            "birth_year": st.integers(year - 70, year - 17),
            "nationality": st.sampled_from(THIRD),
            "household": household,
            "church_tax": st.booleans(),
            "municipal_surcharge": st.sampled_from((0, 0.07)),
            "other_income": st.integers(0, 30_000),
            "elections": some(treated_as_resident=st.lists(st.sampled_from(STATES), max_size=2)),
            "self_employed": st.fixed_dictionaries(
                {"state": st.sampled_from(THIRD), "share": st.sampled_from((0, 0.04, 0.3, 1))}
            ),
            "framework_agreement": agreement,
        },
    )


def log(year: int, residence: str, jobs: list[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """A day log with at most one row a date and employment, so that nothing in it contradicts itself."""
    row = st.fixed_dictionaries(
        {"date": dates(year), "employment": st.sampled_from([job["id"] for job in jobs])},
        optional={
            "state": st.sampled_from((residence, jobs[0]["employer_state"], *THIRD)),
            "activity": st.sampled_from(ACTIVITIES),
            "minutes": st.sampled_from((0, 20, 240, 480)),
            "zone": st.booleans(),
            "overnight": st.booleans(),
        },
    )
    rows = st.lists(row, max_size=60, unique_by=lambda found: found["date"])
    return rows.map(lambda found: [{"state": jobs[0]["employer_state"], **each} for each in found])


@st.composite
def worker_files(
    draw: st.DrawFn,
    *,
    first_year: int = 2015,
    last_year: int = 2027,
    least_jobs: int = 1,
    most_jobs: int = 3,
    forms: tuple[str, ...] = ("counts", "counts", "pattern", "log"),
    plan: tuple[float, ...] = (0, 0.24, 0.25, 0.4, 0.5, 1),
) -> dict[str, Any]:
    """A whole worker file; from 2024 on, always with pay."""
    year = draw(st.integers(first_year, last_year))
    person = draw(worker(year))
    upper = most_jobs if least_jobs > 1 else draw(st.sampled_from((1, 1, most_jobs)))
    jobs = draw(st.lists(employment(year), min_size=least_jobs, max_size=upper))
    for index, job in enumerate(jobs):
        job["id"] = f"job{index}"
        if first_year >= 2024:
            job.setdefault("gross_pay", 45_000)
            job["employer_state"] = job["employer_state"] if index == 0 else jobs[0]["employer_state"]
    form = draw(st.sampled_from(forms))
    if form == "log":
        for job in jobs:
            job.pop("from", None)
            job.pop("to", None)
        given: Any = draw(log(year, person["residence"], jobs))
    elif form == "pattern":
        weeks = some(weeks_off=st.sampled_from((0, 8, 52)))
        given = {
            job["id"]: {"home_per_week": draw(st.sampled_from((0, 1, 1.5, 2))), **draw(weeks)} for job in jobs
        }
    else:
        given = {job["id"]: draw(counts(person["residence"], job["employer_state"])) for job in jobs}
    data = {"year": year, "worker": person, "employments": jobs, "days": {form: given}}
    planned: bool = bool(plan) and draw(st.booleans())
    if planned:
        data["next_12_months"] = {"home_share": draw(st.sampled_from(plan))}
    return data
