"""Facts in, an explained assessment out."""

from __future__ import annotations

from collections.abc import Sequence

from grenswerk.assess.notes import Notes
from grenswerk.assess.taxing_rights import taxing_rights
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment, EmploymentAnswer, Finding
from grenswerk.model.certainty import weakest
from grenswerk.model.days import EmploymentDays
from grenswerk.model.states import pair_name
from grenswerk.model.worker import WorkerFile


def assess(file: WorkerFile, days: Sequence[EmploymentDays], rulebook: Rulebook | None = None) -> Assessment:
    """The assessment of one worker in one year: who taxes what, with every reason.

    `days` are the counted days of each employment, in the order of `file.employments`. The answer speaks codes and
    facts; `render.speech` gives it words.
    """
    law = rulebook or Rulebook()
    notes = Notes(findings=tuple(warning for counted in days for warning in counted.warnings))
    answers = []
    for employment, counted in zip(file.employments, days, strict=True):
        tax, tax_notes = taxing_rights(file, employment, counted, law)
        notes += tax_notes
        answers.append(
            EmploymentAnswer(
                id=employment.id,
                employer_state=employment.employer_state,
                pair=pair_name(file.worker.residence, employment.employer_state),
                tax=tax,
            )
        )
    return Assessment(
        year=file.year,
        residence=file.worker.residence,
        employments=answers,
        margins=list(notes.margins),
        findings=_once(notes.findings),
        reasons=list(notes.reasons),
        certainty=weakest(notes.certainties),
    )


def _once(items: Sequence[Finding]) -> list[Finding]:
    """Each item once, in order."""
    return [item for index, item in enumerate(items) if item not in items[:index]]
