"""Counted days as a table for a person."""

from __future__ import annotations

import gettext
from pathlib import Path

import grenswerk
from grenswerk.model.days import EmploymentDays
from grenswerk.model.worker import WorkerFile

LOCALE = Path(grenswerk.__file__).parent / "locale"


def table(file: WorkerFile, found: list[EmploymentDays], language: str) -> str:
    """The counted days of every employment, zero counters left out, with the findings below."""
    texts = gettext.translation("days", LOCALE, [language], fallback=True)
    lines: list[str] = []
    for employment, days in zip(file.employments, found, strict=True):
        pair = f"{file.worker.residence}-{employment.employer_state}"
        lines.append(f"{days.employment}  {pair}  {file.year}")
        rows: list[tuple[str, float]] = []
        for name, value in days.counted._asdict().items():
            if value or name == "employer":
                rows.append((texts.gettext(f"days.show.{name}"), value))
            if name == "third":
                within = texts.gettext("days.show.in_state")
                rows.extend((f"{within} {state}", share) for state, share in days.third_states.items())
        rows.append((texts.gettext("days.show.possible"), days.possible_days))
        width = max(len(label) for label, _ in rows)
        lines += [f"  {label:<{width}}  {value:>8,.2f}" for label, value in rows]
        lines += [f"  ! {_said(texts.gettext(finding.code), finding.facts)}" for finding in days.warnings]
    return "\n".join(lines)


def _said(text: str, facts: dict[str, str | int | float | bool | None]) -> str:
    return text.format(**{name: f"{fact:g}" if isinstance(fact, float) else fact for name, fact in facts.items()})
