"""An assessment as a document to print and take to an adviser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grenswerk.law.bibliography import bibliography
from grenswerk.model.answer import Assessment, EmploymentAnswer, Reason
from grenswerk.render.speech import Speech
from grenswerk.web.paper.typesetting import typeset


def assessment_pdf(answer: Assessment, speech: Speech) -> bytes:
    """The assessment, its texts filled in, as PDF with every reason and source."""
    return typeset("assessment", assessment_data(answer, speech))


def assessment_data(answer: Assessment, speech: Speech) -> dict[str, Any]:
    """What stands in the document."""
    return {
        "title": speech.say("web.paper.assessment", {"year": answer.year}),
        "language": speech.language,
        "foot": f"Grenswerk · {speech.say('page.not_advice')}",
        "head": [[speech.say("web.paper.residence"), speech.state(answer.residence)]],
        "sections": [section for section in _sections(answer, speech) if section["lines"] or section["reasons"]],
        "certainty": f"{speech.say('page.certainty')}: {speech.say(f'page.certainty.{answer.certainty}')}",
    }


def _sections(answer: Assessment, speech: Speech) -> list[dict[str, Any]]:
    return [
        *(_employment(employment, answer, speech) for employment in answer.employments),
        _section(speech, "limits", [[margin.what, margin.then] for margin in answer.margins]),
        _insurance(answer, speech),
        _net_pay(answer, speech),
        _section(
            speech,
            "duties",
            [
                [
                    duty.due.isoformat() if duty.due else speech.say("page.no_date"),
                    f"{speech.say(f'page.who.{duty.who}')}, {speech.state(duty.state)}: {duty.what}",
                ]
                for duty in answer.duties
            ],
        ),
        {
            "title": speech.say("page.findings"),
            "lines": [],
            "reasons": [
                {"text": finding.text, "sources": _titles(finding.sources)} for finding in answer.findings
            ],
        },
    ]


def _section(
    speech: Speech, name: str, lines: list[list[str]], reasons: Sequence[Reason] = (), title: str = ""
) -> dict[str, Any]:
    return {
        "title": title or speech.say(f"web.headline.{name}"),
        "lines": lines,
        "reasons": [{"text": reason.text, "sources": _titles(reason.sources)} for reason in reasons],
    }


def _titles(sources: Sequence[str]) -> list[str]:
    known = bibliography()
    return [f"{known[key].title} {known[key].url}".strip() if key in known else key for key in sources]


def _about(answer: Assessment, *subjects: str) -> list[Reason]:
    return [reason for reason in answer.reasons if reason.code.partition(".")[0] in subjects]


def _employment(employment: EmploymentAnswer, answer: Assessment, speech: Speech) -> dict[str, Any]:
    lines = [[speech.say("web.paper.employer"), speech.state(employment.employer_state)]]
    if employment.tax is not None:
        for code, view in employment.tax.views.items():
            shares = ", ".join(
                f"{speech.state(state)} {'?' if share is None else speech.percent(share)}"
                for state, share in view.taxable_share.items()
            )
            lines.append([speech.say("web.view_of", {"state": code}), shares])
        if conflict := employment.tax.conflict:
            lines.append(
                [speech.say(f"page.conflict.{conflict.kind}"), f"{speech.percent(conflict.share)}. {conflict.why}"]
            )
    if employment.establishment is not None:
        risk = employment.establishment.risk
        said = speech.say(f"page.risk.{risk}") if risk else speech.say("web.depends")
        lines.append([speech.say("web.headline.establishment"), said])
    reasons = [
        reason
        for reason in _about(answer, "tax", "establishment")
        if reason.facts.get("employment", employment.id) == employment.id
    ]
    return _section(speech, "tax", lines, reasons)


def _insurance(answer: Assessment, speech: Speech) -> dict[str, Any]:
    insured = answer.social_security
    if insured is None:
        return _section(speech, "insured", [])
    state = speech.state(insured.competent_state) if insured.competent_state else speech.say("web.depends")
    lines = [[speech.say("page.insurance"), f"{state} {insured.basis or ''}".strip()]]
    if insured.a1:
        lines.append(["A1", speech.say(f"page.a1.{insured.a1}")])
    return _section(speech, "insured", lines, _about(answer, "social_security"))


def _net_pay(answer: Assessment, speech: Speech) -> dict[str, Any]:
    pay = answer.net_pay
    if pay is None:
        return _section(speech, "net", [])
    taxes = [
        [f"− {speech.say('page.income_tax')} {speech.state(state)}", speech.money(tax)]
        for state, tax in pay.income_tax.items()
    ]
    credits = [
        [f"+ {speech.say('page.credits')} {speech.state(state)}", speech.money(credit)]
        for state, credit in pay.credits.items()
        if credit
    ]
    lines = [
        [speech.say("page.gross"), speech.money(pay.gross)],
        [f"− {speech.say('page.contributions')}", speech.money(pay.employee_contributions)],
        *taxes,
        *([[f"− {speech.say('page.church_tax')}", speech.money(pay.church_tax)]] if pay.church_tax else []),
        *credits,
        *([[f"+ {speech.say('web.relief')}", speech.money(pay.relief)]] if pay.relief else []),
        [speech.say("page.net_pay"), speech.money(pay.net)],
    ]
    return _section(speech, "net", lines)
