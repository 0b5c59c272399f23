"""Random workers as columns: every pair, every year, every kind of fact, from a seed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa

from grenswerk.model.states import STATE_CODES


def random_workers(count: int, seed: int, first_year: int = 2015, last_year: int = 2027) -> pa.Table:
    """`count` workers, one a row; days and pay as people have them, and rarer facts now and then."""
    dice = np.random.default_rng(seed)
    year = dice.integers(first_year, last_year + 1, count)
    residence, employer = (dice.choice(STATE_CODES, count) for _ in range(2))
    home = dice.integers(0, 120, count)
    columns: dict[str, Any] = {
        "id": np.arange(count).astype(str),
        "year": year,
        "residence": residence,
        "employer_state": employer,
        "days_home": home,
        "days_work": np.where(dice.random(count) < 0.05, 0, 220 - home),
        "gross_pay": np.round(dice.lognormal(10.8, 0.5, count), 2),
        "birth_year": dice.integers(1960, 2004, count),
        "household_status": dice.choice(["single", "couple", "cohabiting"], count),
        "partner_income": _sometimes(dice, 0.4, np.round(dice.uniform(5000, 70000, count), 2)),
        "children": dice.choice(["0", "1", "2", "3", "2015", "2004;2012", "2024;2020;2001"], count),
        "single_parent": dice.random(count) < 0.1,
        "church_tax": dice.random(count) < 0.2,
        "municipal_surcharge": np.where(
            dice.random(count) < 0.5, np.nan, dice.choice([0.06, 0.075, 0.085], count)
        ),
        "other_income": _sometimes(dice, 0.1, dice.uniform(0, 20000, count)),
        "sector": dice.choice(["private", "public"], count, p=[0.85, 0.15]),
        "nationality": dice.choice(["", *STATE_CODES], count),
        "status": dice.choice(["employee", "manual", "executive"], count),
        "hours_per_week": dice.choice([40.0, 38.0, 32.0, 20.0], count),
        "full_time_hours": dice.choice([40.0, 38.0, 36.0], count),
        "framework_agreement": dice.choice(["", "none", "requested", "granted", "refused"], count),
        "treated_as_resident": dice.choice(["", *STATE_CODES, "NL;DE"], count),
        "telework_status": dice.choice(["", "incidental", "voluntary", "required"], count),
        "telework_office_available": dice.choice(["", "true", "false"], count),
        "telework_reason": dice.choice(["", "employee_wish", "cost_saving", "business_presence"], count),
        "telework_contacts_with": dice.choice(["none", "customers"], count),
        "telework_contacts_per_year": dice.choice([0.0, 3.0, 12.0, 60.0], count),
        "frontier_home_in_zone": dice.choice(["", "true", "false"], count),
        "frontier_workplace_in_zone": dice.choice(["", "true"], count),
        "frontier_status_since_2011": dice.choice(["", "true"], count),
    }
    for name in ("it_based", "concludes_contracts", "management_role", "sole_carrier", "auxiliary_only"):
        columns[f"telework_{name}"] = dice.random(count) < (0.95 if name == "it_based" else 0.04)
    columns["telework_room_employer_may_use"] = dice.random(count) < 0.03
    columns["telework_room_rented_by_employer"] = dice.random(count) < 0.05
    columns |= _rare_days(dice, count)
    columns |= _dates(dice, count, year)
    table = pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})
    return _with_third_state(table, dice)


def _sometimes(dice: np.random.Generator, share: float, values: Any) -> Any:
    return np.where(dice.random(len(values)) < share, values, 0.0)


def _rare_days(dice: np.random.Generator, count: int) -> dict[str, Any]:
    columns = {}
    for name, most in (
        ("home_short", 12),
        ("on_call_home", 12),
        ("on_call_home_called", 6),
        ("garden_leave", 30),
        ("sick_work", 15),
        ("sick_home", 15),
        ("covid_home", 60),
    ):
        columns[f"days_{name}"] = _sometimes(dice, 0.15, dice.integers(0, most, count))
    columns["days_outside_zone_BE"] = _sometimes(dice, 0.05, dice.integers(0, 60, count))
    columns["next_12_months_home_share"] = np.where(
        dice.random(count) < 0.8, np.nan, np.round(dice.uniform(0, 0.7, count), 2)
    )
    return columns


def _dates(dice: np.random.Generator, count: int, year: Any) -> dict[str, Any]:
    def dates(share: float, first: int, last: int) -> list[dt.date | None]:
        return [
            dt.date(int(one), 1, 1) + dt.timedelta(days=int(day)) if chance < share else None
            for one, day, chance in zip(year, dice.integers(first, last, count), dice.random(count), strict=True)
        ]

    return {
        "from": dates(0.2, -400, 150),
        "to": dates(0.2, 160, 500),
        "framework_agreement_requested_on": dates(0.4, -900, 300),
        "framework_agreement_from": dates(0.4, -1200, 300),
    }


def _with_third_state(table: pa.Table, dice: np.random.Generator) -> pa.Table:
    """Days in a third state, neither the residence nor the employer's, a few of them more than half a year."""
    rows = zip(table["residence"].to_pylist(), table["employer_state"].to_pylist(), strict=True)
    states, days = [], []
    for residence, employer in rows:
        others = [
            state
            for state in ("FR", "LU", "DE", "BE", "NL", "AT", "CH", "US")
            if state not in (residence, employer)
        ]
        states.append(str(dice.choice(others)))
        days.append(float(dice.choice([0, 0, 0, 3, 15, 40, 190])))
    return table.append_column("days_third", pa.array(days)).append_column("days_third_state", pa.array(states))


def random_patterns(count: int, seed: int) -> pa.Table:
    """Workers whose days come as a week that repeats."""
    workers = random_workers(count, seed)
    dice = np.random.default_rng(seed)
    kept = [name for name in workers.column_names if not name.startswith("days_") or name == "days_per_week"]
    return (
        workers.select(kept)
        .append_column("pattern_home_per_week", pa.array(dice.choice([0.0, 0.5, 1.0, 2.0, 3.5, 5.0], count)))
        .append_column("pattern_weeks_off", pa.array(dice.choice([4.0, 8.0, 10.5], count)))
    )
