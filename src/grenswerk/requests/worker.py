"""A worker as data or as the text of a worker file: read, bounded, counted and assessed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.days.place import in_text
from grenswerk.documents import parse
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Assessment
from grenswerk.model.days import EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import WorkerFile
from grenswerk.render.speech import Speech
from grenswerk.render.spoken import spoken

LARGEST = 1_000_000  # bytes; a log of a year with several rows a day is some 100 kB


class Asked(NamedTuple):
    """A worker with the counted days of each employment."""

    file: WorkerFile
    days: list[EmploymentDays]

    def answer(self, rulebook: Rulebook, speech: Speech) -> Assessment:
        """The assessment with its texts: what `grenswerk assess --json` writes."""
        return spoken(assess(self.file, self.days, rulebook), speech)


def worker_of_data(data: Any, where: str = "worker") -> Asked:
    """The worker of a mapping; raises `BadInput`."""
    try:
        text = json.dumps(data, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        raise BadInput(f"{where}: is no data that JSON can hold: expected a worker file") from None
    return _worker(parse(_bounded(text, where), where), where, None)


def worker_of_text(text: str, where: str = "worker") -> Asked:
    """The worker of a text in YAML or JSON; raises `BadInput` with the line."""
    if not text.strip():
        raise BadInput(f"{where}: is empty: expected a text in YAML or JSON")
    return _worker(parse(_bounded(text, where), where), where, text)


def _bounded(text: str, where: str) -> str:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise BadInput(f"{where}: character {error.start} is half of one: expected text in UTF-8") from None
    if size > LARGEST:
        raise BadInput(f"{where}: {size} bytes: expected at most {LARGEST}")
    return text


def _worker(data: Any, where: str, text: str | None) -> Asked:
    file = worker_file(data, where, text)
    if isinstance(file.days.log, str):
        raise BadInput(f'{where}: days.log is "{file.days.log}": expected the rows of the log, not a file')
    try:
        return Asked(file, employment_days(file, Path(), where))
    except BadInput as error:
        raise BadInput(_with_lines(str(error), where, text)) from None


def _with_lines(message: str, where: str, text: str | None) -> str:
    """The message with the line of each of the days that it names."""
    named = re.compile(rf"{re.escape(where)}: (days\.[^\s:]+)")
    return named.sub(lambda found: f"{in_text(where, text, found[1])}: {found[1]}", message)
