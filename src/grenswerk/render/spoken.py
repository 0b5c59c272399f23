"""An assessment with its texts filled in, in the reader's language."""

from __future__ import annotations

from msgspec.structs import replace

from grenswerk.model.answer import Assessment, Duty, EmploymentAnswer, Margin
from grenswerk.render.speech import Speech


def spoken(assessment: Assessment, speech: Speech) -> Assessment:
    """The same assessment, every code with its text."""
    return replace(
        assessment,
        employments=[_employment(answer, speech) for answer in assessment.employments],
        duties=[_duty(duty, speech) for duty in assessment.duties],
        margins=[_margin(margin, speech) for margin in assessment.margins],
        findings=[replace(item, text=speech.say(item.code, item.facts)) for item in assessment.findings],
        reasons=[replace(item, text=speech.say(item.code, item.facts)) for item in assessment.reasons],
    )


def _employment(answer: EmploymentAnswer, speech: Speech) -> EmploymentAnswer:
    if answer.tax is None or answer.tax.conflict is None:
        return answer
    conflict = answer.tax.conflict
    why = speech.say(conflict.code, {**conflict.facts, "share": conflict.share})
    return replace(answer, tax=replace(answer.tax, conflict=replace(conflict, why=why)))


def _duty(duty: Duty, speech: Speech) -> Duty:
    code = f"duties.{duty.code}"
    consequence = speech.say(f"{code}.consequence", duty.facts) if speech.knows(f"{code}.consequence") else ""
    return replace(duty, what=speech.say(code, duty.facts), consequence=consequence)


def _margin(margin: Margin, speech: Speech) -> Margin:
    code = f"margins.{margin.code}"
    facts = {**margin.facts, "left": margin.left, "crossing": margin.crossing}
    return replace(margin, what=speech.say(f"{code}.what", facts), then=speech.say(f"{code}.then", facts))
