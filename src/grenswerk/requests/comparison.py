"""The home days at which a worker is compared, from what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grenswerk.assess.variations import days_to_divide, employment_abroad
from grenswerk.model.days import EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile
from grenswerk.requests.naming import Naming

if TYPE_CHECKING:
    from grenswerk.assess.comparison import Comparison


def home_days_asked(
    file: WorkerFile,
    days: list[EmploymentDays],
    a_week: str | None,
    a_year: str | None,
    named: Naming,
) -> list[float]:
    """Home days of the year for `A..B` days a week or a year (0..5 a week when neither is given).

    Raises `BadInput` for both at once, for no range, and for more days than the file has.
    """
    index = employment_abroad(file)
    working_week, total = file.employments[index].days_per_week, days_to_divide(days[index])
    week, year = named("home_per_week"), named("home_days")
    if a_week is not None and a_year is not None:
        raise BadInput(f"{week} and {year}: expected one of them")
    if a_year is not None:
        home = [float(day) for day in _range(year, a_year, 366) if day <= total]
        if not home:
            raise BadInput(f'{year} is "{a_year}": expected at most the {total:g} days of the file')
        return home
    asked = "0..5" if a_week is None else a_week
    working = total + days[index].counted.third
    home = [round(working * one / working_week) * 1.0 for one in _range(week, asked, 7) if one <= working_week]
    if not home:
        raise BadInput(f'{week} is "{asked}": expected at most the {working_week:g} working days a week')
    return list(dict.fromkeys(min(day, total) for day in home))


def comparisons_shown(found: Mapping[str, Comparison]) -> dict[str, Any]:
    """Comparisons by law, as `beside_today` names it, as data: today's alone, or by name beside a reform's."""
    from grenswerk.render.comparison import as_data

    data = {name or "today": as_data(one) for name, one in found.items()}
    return data if len(found) > 1 else data["today"]


def _range(name: str, text: str, highest: int) -> range:
    """`0..5` or `3` as a range."""
    match = re.fullmatch(r"(\d{1,3})(?:\.\.(\d{1,3}))?", text, re.ASCII)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not low <= high <= highest:
        raise BadInput(f'{name} is "{text}": expected A..B with 0 <= A <= B <= {highest}, e.g. 0..5')
    return range(low, high + 1)
