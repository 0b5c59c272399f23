"""The engine that explains: the same rows, assessed one by one in plain Python. Slow, and needs no compiling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment

_CACHE: dict[str, dict[str, Any]] = {}


def explained(frame: pl.DataFrame, law: Rulebook) -> pl.DataFrame:
    """The outcome of every row."""
    name = repr(law.reforms)
    rows = []
    for row in frame.drop("id").iter_rows(named=True):
        key = json.dumps([name, row])
        if key not in _CACHE:
            _CACHE[key] = _outcome(row, law)
        rows.append(_CACHE[key])
    return pl.DataFrame(rows, infer_schema_length=None)


def _outcome(row: dict[str, Any], law: Rulebook) -> dict[str, Any]:
    file = worker_file(_worker(row), "row")
    return _flat(assess(file, employment_days(file, Path(), "row"), law))


def _worker(row: dict[str, Any]) -> dict[str, Any]:
    children = [{"birth_year": int(year)} for year in (row["children"] or "").split(";") if year]
    return {
        "year": row["year"],
        "worker": {
            "residence": row["residence"],
            "household": {
                "status": row["household_status"],
                "partner_income": row["partner_income"],
                "children": children,
                "single_parent": row["single_parent"],
            },
            "framework_agreement": {"status": row["framework_agreement"]},
        },
        "employments": [
            {
                "employer_state": row["employer_state"],
                "sector": row["sector"],
                "gross_pay": row["gross_pay"],
                "hours_per_week": row["hours_per_week"],
                "days_per_week": row["days_per_week"],
                "frontier": {
                    "home_in_zone": row["frontier_home_in_zone"],
                    "workplace_in_zone": row["frontier_workplace_in_zone"],
                    "status_since_2011": row["frontier_status_since_2011"],
                },
                "telework": {
                    "status": row["telework_status"],
                    "office_available": row["telework_office_available"],
                },
            }
        ],
        "days": {"counts": {"work": row["days_work"], "home": row["days_home"]}},
    }


def _flat(answer: Assessment) -> dict[str, Any]:
    tax, pay = answer.employments[0].tax, answer.net_pay
    assert tax is not None
    assert answer.social_security is not None
    if pay is None:
        return {"error": "; ".join(finding.code for finding in answer.findings)}
    residence, work = answer.residence, answer.employments[0].employer_state
    own, other = tax.views[residence], tax.views[work]
    conflict = tax.conflict
    return {
        "counted": own.counted,
        "limit_days": -1.0 if own.threshold_days is None else own.threshold_days,
        "kept": own.kept,
        "residence_share": own.taxable_share[residence],
        "employer_share": other.taxable_share[work],
        "double_share": conflict.share if conflict and conflict.kind == "double" else 0.0,
        "untaxed_share": conflict.share if conflict and conflict.kind == "untaxed" else 0.0,
        "insurer": answer.social_security.competent_state,
        "net": pay.net,
        "employer_cost": pay.employer_cost,
        "tax_residence": pay.income_tax[residence] + pay.church_tax - pay.credits.get(residence, 0.0) - pay.relief,
        "tax_work": pay.income_tax[work] - pay.credits.get(work, 0.0),
        "employee_contributions": pay.employee_contributions,
        "employer_contributions": pay.employer_contributions,
        "duties": len(answer.duties),
        "error": None,
    }
