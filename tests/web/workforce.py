"""Rows of a workforce for tests, computed as an upload computes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import User

from grenswerk.web.organisations.models import Organisation
from grenswerk.web.workforce.computing import computed, explained
from grenswerk.web.workforce.forecasting import Plan
from grenswerk.web.workforce.models import Worker
from grenswerk.web.workforce.writing import search_of, write_one

FACTS = {
    "year": 2026,
    "residence": "BE",
    "employer_state": "NL",
    "gross_pay": 50000,
    "days_work": 190,
    "days_home": 30,
    "telework_status": "voluntary",
    "telework_office_available": True,
    "framework_agreement": "none",
}


def made_worker(
    organisation: Organisation,
    payroll_id: str,
    *,
    account: User | None = None,
    name: str = "",
    mail: str = "",
    until: dt.date | None = None,
    plan: float | None = None,
    **facts: Any,
) -> Worker:
    """A row with its results, duties and forecast; `facts` are columns of the batch."""
    given: dict[str, Any] = FACTS | facts
    found = computed(explained(given), Plan(until, plan))
    worker = Worker(
        organisation=organisation,
        year=given["year"],
        payroll_id=payroll_id,
        name=name,
        mail=mail,
        account=account,
        search=search_of(payroll_id, name, mail),
        facts=given,
        counted_until=until,
        plan_home_per_week=plan,
        residence=given["residence"],
        employer_state=given["employer_state"],
    )
    worker.save()
    write_one(worker, found)
    return worker
