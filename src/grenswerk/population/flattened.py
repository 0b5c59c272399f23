"""An explained assessment of one employment, by the names of the columns of a population's answer."""

from __future__ import annotations

from typing import Any

from grenswerk.model.answer import Assessment


def flattened(answer: Assessment) -> dict[str, Any]:
    """What `evaluate` gives for the same facts: EUR/year, days, shares 0-1; `None` where there is no answer."""
    found = _tax(answer) | _establishment(answer) | _money(answer)
    insured = answer.social_security
    assert insured is not None
    found["competent_state"] = insured.competent_state
    found["insurance_basis"] = insured.basis
    found["residence_share"] = insured.residence_share
    found["a1"] = insured.a1
    found["institution"], found["procedure"] = insured.institution, insured.procedure
    found["duties"] = len(answer.duties)
    return found


def _tax(answer: Assessment) -> dict[str, Any]:
    tax, residence, employer = answer.employments[0].tax, answer.residence, answer.employments[0].employer_state
    if tax is None:
        return dict.fromkeys(("tax_rule", "tax_rule_status", "conflict", "conflict_share", "threshold_left"))
    found: dict[str, Any] = {"tax_rule": tax.rule.id, "tax_rule_status": tax.rule.status.value}
    for name, state in (("residence", residence), ("employer", employer)):
        view = tax.views[state]
        found[f"share_{name}_view_taxable_residence"] = view.taxable_share[residence]
        found[f"share_{name}_view_taxable_employer"] = view.taxable_share[employer]
        found[f"counted_{name}_view"] = view.counted
        found[f"threshold_days_{name}_view"] = view.threshold_days
        found[f"kept_{name}_view"] = view.kept
    found["threshold_left"] = tax.threshold.left if tax.threshold else None
    found["conflict"] = tax.conflict.kind.value if tax.conflict else None
    found["conflict_share"] = tax.conflict.share if tax.conflict else None
    return found


def _establishment(answer: Assessment) -> dict[str, Any]:
    found = answer.employments[0].establishment
    if found is None:
        return dict.fromkeys(("establishment_risk", "establishment_risk_employer_view", "home_share"))
    other = found.views[answer.employments[0].employer_state]
    return {
        "establishment_risk": found.risk.value if found.risk else None,
        "establishment_risk_employer_view": other.risk.value if other.risk else None,
        "home_share": found.home_share,
        "establishment_rule": found.rule,
        "establishment_rule_employer_view": other.rule,
    }


def _money(answer: Assessment) -> dict[str, Any]:
    pay, residence, employer = answer.net_pay, answer.residence, answer.employments[0].employer_state
    if pay is None:
        return dict.fromkeys(("gross", "net", "employer_cost", "income_tax_residence", "household_net"))
    abroad = employer if employer != residence else ""
    return {
        "gross": pay.gross,
        "employee_contributions": pay.employee_contributions,
        "employer_contributions": pay.employer_contributions,
        "employer_cost": pay.employer_cost,
        "income_tax_residence": pay.income_tax[residence],
        "income_tax_employer": pay.income_tax.get(abroad),
        "church_tax": pay.church_tax,
        "credits_residence": pay.credits[residence],
        "credits_employer": pay.credits.get(abroad),
        "relief": pay.relief,
        "net": pay.net,
        "household_net": pay.household.net,
        "household_employee_contributions": pay.household.employee_contributions,
        "household_income_tax_residence": pay.household.income_tax[residence],
        "net_without_telework": pay.without_telework.net if pay.without_telework else None,
    }
