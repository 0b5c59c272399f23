"""An assessment as a page of text that a person can read in a minute.

Written with the standard library alone: it is the first thing that anyone sees, and it should come at once.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator

from grenswerk.model.answer import Assessment, EmploymentAnswer, ExplainedAmount, Level, NetPay, Tax
from grenswerk.render.speech import Speech

_LABEL = 14  # columns of the label at the left
_WIDEST = 100
_BOLD, _DIM, _ACCENT, _WARN, _END = "\033[1m", "\033[2m", "\033[36m", "\033[33m", "\033[0m"


class _Page:
    """Lines with a label column, in colour or not."""

    def __init__(self, speech: Speech, *, colour: bool) -> None:
        self.speech = speech
        self.colour = colour
        self.width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
        self.lines: list[str] = []

    def styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_END}" if self.colour else text

    def title(self, text: str) -> None:
        self.lines += [self.styled(text, _BOLD), self.styled("─" * min(self.width, max(len(text), 40)), _DIM)]

    def row(self, label: str, text: str, style: str = "") -> None:
        """A labelled paragraph; the label stands only at its first line."""
        body = textwrap.wrap(text, self.width - _LABEL, break_long_words=False, break_on_hyphens=False) or [""]
        for index, line in enumerate(body):
            head = label if index == 0 else ""
            shown = self.styled(line, style) if style else line
            self.lines.append(f"{self.styled(f'{head:<{_LABEL}}', _ACCENT)}{shown}".rstrip())

    def more(self, text: str, style: str = "") -> None:
        self.row("", text, style)

    def label(self, code: str) -> str:
        return self.speech.say(f"page.{code}")


def page(assessment: Assessment, speech: Speech, name: str, *, colour: bool, explain: bool) -> str:
    """The page of one assessment whose texts are filled in already."""
    out = _Page(speech, colour=colour)
    out.title(f"{name} · {speech.state(assessment.residence)} · {assessment.year}")
    for answer in assessment.employments:
        _employment(answer, out)
    _insurance(assessment, out)
    if assessment.net_pay is not None:
        _net_pay(assessment.net_pay, out, explain=explain)
    _limits_and_duties(assessment, out)
    for index, finding in enumerate(assessment.findings):
        style = _WARN if finding.level is Level.WARNING else ""
        out.row(out.label("findings") if index == 0 else "", f"• {finding.text}", style)
    for index, reason in enumerate(assessment.reasons):
        sources = f" [{', '.join(reason.sources)}]" if explain and reason.sources else ""
        out.row(out.label("reasons") if index == 0 else "", f"• {reason.text}{sources}")
    out.row(out.label("certainty"), out.label(f"certainty.{assessment.certainty}"))
    out.more(out.label("not_advice"), _DIM)
    return "\n".join(out.lines) + "\n\n"


def _employment(answer: EmploymentAnswer, out: _Page) -> None:
    speech = out.speech
    out.row(out.label("employment"), f"{answer.id}: {speech.state(answer.employer_state)} ({answer.pair})")
    if answer.tax is not None:
        for line in _tax_lines(answer.tax, out):
            out.row(out.label("tax") if line[0] else "", line[1], line[2])
    if answer.establishment is not None and answer.establishment.risk is not None:
        home = speech.percent(answer.establishment.home_share)
        risk = out.label(f"risk.{answer.establishment.risk}")
        out.row(out.label("establishment"), f"{risk} ({speech.say('page.home_share')} {home})")


def _tax_lines(tax: Tax, out: _Page) -> Iterator[tuple[bool, str, str]]:
    """(is the first line, text, style)"""
    speech = out.speech
    shares = [view.taxable_share for view in tax.views.values()]
    if all(share == shares[0] for share in shares):
        yield True, _shares(shares[0], speech), _BOLD
    else:
        for index, (state, view) in enumerate(tax.views.items()):
            text = f"{speech.say('page.view')} {speech.state(state)}: {_shares(view.taxable_share, speech)}"
            yield index == 0, text, _BOLD
    if tax.threshold is not None:
        facts = {"counted": tax.threshold.counted, "days": tax.threshold.days, "left": tax.threshold.left}
        yield False, speech.say("page.threshold", facts), ""
    if tax.conflict is not None:
        kind = speech.say(f"page.conflict.{tax.conflict.kind}")
        yield False, f"{kind} {speech.percent(tax.conflict.share)}. {tax.conflict.why}", _WARN


def _shares(shares: dict[str, float | None], speech: Speech) -> str:
    return ", ".join(
        f"{speech.state(state)} {'?' if share is None else speech.percent(share)}"
        for state, share in shares.items()
    )


def _insurance(assessment: Assessment, out: _Page) -> None:
    insurance = assessment.social_security
    if insurance is None:
        return
    state = out.speech.state(insurance.competent_state) if insurance.competent_state else "?"
    basis = f" ({insurance.basis})" if insurance.basis else ""
    out.row(out.label("insurance"), f"{state}{basis}", _BOLD)
    share = out.speech.percent(insurance.residence_share)
    a1 = f", A1: {out.label(f'a1.{insurance.a1}')}" if insurance.a1 else ""
    out.more(f"{out.label('residence_share')} {share}{a1}")
    if insurance.institution:
        how = f": {out.speech.say(insurance.procedure)}" if insurance.procedure else ""
        out.more(f"{insurance.institution}{how}")


def _net_pay(pay: NetPay, out: _Page, *, explain: bool) -> None:
    speech = out.speech
    out.row(out.label("net_pay"), speech.money(pay.net), _BOLD)
    taxes = ", ".join(f"{speech.state(state)} {speech.money(tax)}" for state, tax in pay.income_tax.items())
    out.more(
        f"{out.label('gross')} {speech.money(pay.gross)} − {out.label('contributions')} "
        f"{speech.money(pay.employee_contributions)} − {out.label('income_tax')}: {taxes}"
    )
    if pay.church_tax:
        out.more(f"− {out.label('church_tax')} {speech.money(pay.church_tax)}")
    if pay.relief or any(pay.credits.values()):
        out.more(f"+ {out.label('credits')} {speech.money(pay.relief + sum(pay.credits.values()))}")
    if pay.without_telework is not None:
        more = pay.net - pay.without_telework.net
        out.more(
            f"{out.label('without_telework')} {speech.money(pay.without_telework.net)} ({speech.change(more)})"
        )
    out.more(f"{out.label('employer_cost')} {speech.money(pay.employer_cost)}")
    if explain:
        _amounts(pay, out)


def _amounts(pay: NetPay, out: _Page) -> None:
    """Every amount that is not zero, under the state that computes it."""
    for state in dict.fromkeys(amount.state for amount in pay.amounts):
        out.more(out.speech.state(state), _BOLD)
        for amount in pay.amounts:
            if amount.state == state and amount.value:
                shown = _amount(amount, out.speech)
                out.more(f"{shown:>13}  {amount.label} ({amount.paragraph}) [{', '.join(amount.sources)}]", _DIM)


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


def _limits_and_duties(assessment: Assessment, out: _Page) -> None:
    for index, margin in enumerate(assessment.margins):
        crossing = f" · {margin.crossing.isoformat()}" if margin.crossing else ""
        out.row(out.label("limits") if index == 0 else "", f"• {margin.what}{crossing} → {margin.then}")
    for index, duty in enumerate(assessment.duties):
        due = duty.due.isoformat() if duty.due else out.label("no_date")
        who = out.label(f"who.{duty.who}")
        out.row(out.label("duties") if index == 0 else "", f"• {due} {duty.state} {who}: {duty.what}")
