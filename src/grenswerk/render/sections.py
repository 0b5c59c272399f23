"""What an assessment says, as sections of lines, whatever it is shown on: a terminal, paper or a screen."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from grenswerk.model.answer import (
    Assessment,
    EmploymentAnswer,
    ExplainedAmount,
    Level,
    Margin,
    NetPay,
    SocialSecurity,
    Tax,
)
from grenswerk.render.speech import Speech


class Tone(Enum):
    """How a line is meant."""

    PLAIN = "plain"
    STRONG = "strong"  # the answer itself
    QUIET = "quiet"  # for who wants to know all
    WARNING = "warning"


class Line(NamedTuple):
    text: str
    tone: Tone = Tone.PLAIN


class Section(NamedTuple):
    """A label and its lines; `code` says what it is about, in every language."""

    label: str
    lines: list[Line]
    code: str = ""


def sections(assessment: Assessment, speech: Speech, *, explain: bool) -> list[Section]:
    """The sections of an assessment whose texts are filled in already; empty ones are left out."""
    found: list[tuple[str, Iterator[Line]]] = []
    for answer in assessment.employments:
        found += [
            ("employment", _employment(answer, speech)),
            ("tax", _tax(answer.tax, speech) if answer.tax else iter(())),
            ("establishment", _establishment(answer, speech)),
        ]
    if assessment.social_security is not None:
        found.append(("insurance", _insurance(assessment.social_security, speech)))
    if assessment.net_pay is not None:
        found.append(("net_pay", _net_pay(assessment.net_pay, speech)))
        if explain:
            found.append(("amounts", _amounts(assessment.net_pay, speech)))
    found += [
        ("limits", (_margin(margin) for margin in assessment.margins)),
        ("duties", _duties(assessment, speech)),
        ("findings", _findings(assessment)),
        ("reasons", _reasons(assessment, explain=explain)),
        ("certainty", iter([Line(speech.say(f"page.certainty.{assessment.certainty}"))])),
    ]
    filled = [Section(speech.say(f"page.{code}"), list(lines), code) for code, lines in found]
    return [section for section in filled if section.lines]


def _employment(answer: EmploymentAnswer, speech: Speech) -> Iterator[Line]:
    yield Line(f"{answer.id}: {speech.state(answer.employer_state)} ({answer.pair})")


def _tax(tax: Tax, speech: Speech) -> Iterator[Line]:
    shares = [view.taxable_share for view in tax.views.values()]
    if all(share == shares[0] for share in shares):
        yield Line(_shares(shares[0], speech), Tone.STRONG)
    else:
        for state, view in tax.views.items():
            text = f"{speech.say('page.view')} {speech.state(state)}: {_shares(view.taxable_share, speech)}"
            yield Line(text, Tone.STRONG)
    if tax.threshold is not None:
        facts = {"counted": tax.threshold.counted, "days": tax.threshold.days, "left": tax.threshold.left}
        yield Line(speech.say("page.threshold", facts))
    if tax.conflict is not None:
        kind = speech.say(f"page.conflict.{tax.conflict.kind}")
        yield Line(f"{kind} {speech.percent(tax.conflict.share)}. {tax.conflict.why}", Tone.WARNING)


def _shares(shares: dict[str, float | None], speech: Speech) -> str:
    return ", ".join(
        f"{speech.state(state)} {'?' if share is None else speech.percent(share)}"
        for state, share in shares.items()
    )


def _establishment(answer: EmploymentAnswer, speech: Speech) -> Iterator[Line]:
    if answer.establishment is not None and answer.establishment.risk is not None:
        home = speech.percent(answer.establishment.home_share)
        risk = speech.say(f"page.risk.{answer.establishment.risk}")
        yield Line(f"{risk} ({speech.say('page.home_share')} {home})")


def _insurance(insurance: SocialSecurity, speech: Speech) -> Iterator[Line]:
    state = speech.state(insurance.competent_state) if insurance.competent_state else "?"
    yield Line(f"{state} ({insurance.basis})" if insurance.basis else state, Tone.STRONG)
    share = speech.percent(insurance.residence_share)
    a1 = f", A1: {speech.say(f'page.a1.{insurance.a1}')}" if insurance.a1 else ""
    yield Line(f"{speech.say('page.residence_share')} {share}{a1}")
    if insurance.institution:
        how = f": {speech.say(insurance.procedure)}" if insurance.procedure else ""
        yield Line(f"{insurance.institution}{how}")


def _net_pay(pay: NetPay, speech: Speech) -> Iterator[Line]:
    yield Line(speech.money(pay.net), Tone.STRONG)
    taxes = ", ".join(f"{speech.state(state)} {speech.money(tax)}" for state, tax in pay.income_tax.items())
    yield Line(
        f"{speech.say('page.gross')} {speech.money(pay.gross)} − {speech.say('page.contributions')} "
        f"{speech.money(pay.employee_contributions)} − {speech.say('page.income_tax')}: {taxes}"
    )
    if pay.church_tax:
        yield Line(f"− {speech.say('page.church_tax')} {speech.money(pay.church_tax)}")
    if pay.relief or any(pay.credits.values()):
        yield Line(f"+ {speech.say('page.credits')} {speech.money(pay.relief + sum(pay.credits.values()))}")
    if pay.without_telework is not None:
        without = pay.without_telework.net
        yield Line(
            f"{speech.say('page.without_telework')} {speech.money(without)} ({speech.change(pay.net - without)})"
        )
    yield Line(f"{speech.say('page.employer_cost')} {speech.money(pay.employer_cost)}")


def _amounts(pay: NetPay, speech: Speech) -> Iterator[Line]:
    """Every amount that is not zero, under the state that computes it."""
    for state in dict.fromkeys(amount.state for amount in pay.amounts):
        yield Line(speech.state(state), Tone.STRONG)
        for amount in pay.amounts:
            if amount.state == state and amount.value:
                sources = ", ".join(amount.sources)
                text = f"{_amount(amount, speech)}  {amount.label} ({amount.paragraph}) [{sources}]"
                yield Line(text, Tone.QUIET)


def _amount(amount: ExplainedAmount, speech: Speech) -> str:
    if amount.code:
        return amount.code
    match amount.unit:
        case "share":
            return speech.percent(amount.value, 2)
        case "percent":
            return speech.percent(amount.value / 100, 4)
        case "number":
            return speech.number(amount.value)
    return speech.money(amount.value)


def _margin(margin: Margin) -> Line:
    crossing = f" · {margin.crossing.isoformat()}" if margin.crossing else ""
    return Line(f"• {margin.what}{crossing} → {margin.then}")


def _duties(assessment: Assessment, speech: Speech) -> Iterator[Line]:
    for duty in assessment.duties:
        due = duty.due.isoformat() if duty.due else speech.say("page.no_date")
        yield Line(f"• {due} {duty.state} {speech.say(f'page.who.{duty.who}')}: {duty.what}")


def _findings(assessment: Assessment) -> Iterator[Line]:
    for finding in assessment.findings:
        yield Line(f"• {finding.text}", Tone.WARNING if finding.level is Level.WARNING else Tone.PLAIN)


def _reasons(assessment: Assessment, *, explain: bool) -> Iterator[Line]:
    for reason in assessment.reasons:
        sources = f" [{', '.join(reason.sources)}]" if explain and reason.sources else ""
        yield Line(f"• {reason.text}{sources}")
