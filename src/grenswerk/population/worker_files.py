"""One row of a population as a worker file, for the explained rules."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from grenswerk.days.worker_file import worker_file
from grenswerk.model.states import STATE_CODES
from grenswerk.model.worker import WorkerFile
from grenswerk.population.fields import BY_NAME, TRUTHS, Kind

Values = Mapping[str, Any]
_WORKER = (
    "residence",
    "birth_year",
    "nationality",
    "church_tax",
    "municipal_surcharge",
    "other_income",
    "alsace_moselle",
)
_EMPLOYMENT = (
    "employer_state",
    "sector",
    "status",
    "gross_pay",
    "hours_per_week",
    "full_time_hours",
    "days_per_week",
    "from",
    "to",
)
_TELEWORK = (
    "status",
    "office_available",
    "it_based",
    "concludes_contracts",
    "management_role",
    "sole_carrier",
    "auxiliary_only",
    "reason",
)
_COUNTS = ("work", "home", "home_short", "on_call_home", "on_call_home_called", "garden_leave", "leave", "holiday")
_FIRST_BIRTH_YEAR = 1900  # a smaller number is how many children there are
UNNAMED_STATE = "ZZ"  # where `days_third` were worked, when no column says it


def worker_file_of(row: Values) -> WorkerFile:
    """The worker file that a row, by the names of `fields`, stands for. Raises `BadInput` as a file would."""
    plain = {name: _plain(name, value) for name, value in row.items() if not _missing(value)}
    given = {name: value for name, value in plain.items() if not _missing(value)}
    worker = _some(given, _WORKER)
    household = {
        "status": given.get("household_status"),
        "partner_income": given.get("partner_income"),
        "children": _children(given.get("children")),
        "single_parent": given.get("single_parent"),
    }
    worker["household"] = {name: value for name, value in household.items() if value is not None}
    if "treated_as_resident" in given:
        worker["elections"] = {"treated_as_resident": _states(given["treated_as_resident"])}
    if "self_employed_state" in given:
        worker["self_employed"] = {
            "state": given["self_employed_state"],
            "share": given.get("self_employed_share", 0),
        }
    if "framework_agreement" in given:
        agreement = {"status": given["framework_agreement"]}
        agreement |= _prefixed(given, "framework_agreement_", ("requested_on", "from", "institution"))
        worker["framework_agreement"] = agreement
    employment = _some(given, _EMPLOYMENT)
    if "posting_state" in given:
        employment["posting"] = _prefixed(given, "posting_", ("state", "expected_months", "insured_before"))
    employment["frontier"] = _prefixed(
        given, "frontier_", ("home_in_zone", "workplace_in_zone", "status_since_2011")
    )
    employment["telework"] = _telework(given)
    file: dict[str, Any] = {"year": given["year"], "worker": worker, "employments": [employment]}
    file["days"] = _days(given)
    if "next_12_months_home_share" in given:
        file["next_12_months"] = {"home_share": given["next_12_months_home_share"]}
    return worker_file(file, "row")


def _missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _plain(name: str, value: Any) -> Any:
    """A value as a worker file has it, whatever the type of its column: text, decimal, time stamp."""
    kind = BY_NAME[name].kind
    if isinstance(value, str):
        value = value.strip()
    if value == "":
        return value
    if kind is Kind.TRUTH and not isinstance(value, bool):
        return bool(TRUTHS.get(str(value).lower(), value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if kind is Kind.DATE:
        return _date(value)
    if kind in (Kind.NUMBER, Kind.WHOLE) or isinstance(value, Decimal):
        value = float(value.replace(",", ".") if isinstance(value, str) else value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _date(text: str) -> str:
    """A date without or with its hyphens; other text as it is, to be refused."""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return text


def _some(given: Values, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}


def _prefixed(given: Values, prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: given[prefix + name] for name in names if prefix + name in given}


def _states(value: Any) -> list[str]:
    if isinstance(value, str):
        return [name.strip() for name in value.replace(",", ";").split(";") if name.strip()]
    return [str(name) for name in value]


def _children(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, int):
        return value if value < _FIRST_BIRTH_YEAR else [{"birth_year": value}]
    parts = _states(value)
    numbers = [int(number) for part in parts if not math.isnan(number := float(part))]
    if len(numbers) == 1 and isinstance(value, str) and ";" not in value and numbers[0] < _FIRST_BIRTH_YEAR:
        return numbers[0]
    return [{"birth_year": number} for number in numbers]


def _telework(given: Values) -> dict[str, Any]:
    telework = _prefixed(given, "telework_", _TELEWORK)
    contacts = _prefixed(given, "telework_contacts_", ("with", "per_year"))
    room = _prefixed(given, "telework_room_", ("costs_paid", "rented_by_employer", "employer_may_use"))
    return telework | ({"contacts": contacts} if contacts else {}) | ({"room": room} if room else {})


def _days(given: Values) -> dict[str, Any]:
    if "pattern_home_per_week" in given:
        return {"pattern": _prefixed(given, "pattern_", ("home_per_week", "weeks_off"))}
    counts = _prefixed(given, "days_", (*_COUNTS, "covid_home"))
    third = {state: given[f"days_third_{state}"] for state in STATE_CODES if given.get(f"days_third_{state}")}
    if given.get("days_third"):
        state = given.get("days_third_state", UNNAMED_STATE)
        third[state] = third.get(state, 0) + given["days_third"]
    zone = {
        state: given[f"days_outside_zone_{state}"]
        for state in STATE_CODES
        if given.get(f"days_outside_zone_{state}")
    }
    sick = _prefixed(given, "days_sick_", ("work", "home")) or given.get("days_sick", 0)
    return {"counts": counts | {"third": third, "outside_zone": zone, "sick": sick}}
