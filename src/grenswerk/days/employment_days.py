"""The days of a worker file, in whichever form they are given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grenswerk.days.place import in_file
from grenswerk.model.answer import Finding, Level
from grenswerk.model.days import EmploymentDays
from grenswerk.model.errors import BadInput
from grenswerk.model.worker import Counts, Pattern, WorkerFile

if TYPE_CHECKING:
    from grenswerk.days.row import Row


def employment_days(file: WorkerFile, folder: Path, where: str) -> list[EmploymentDays]:
    """The counted days of every employment of the file, in the file's order.

    `folder` is where a day log that is named by its file stands; `where` names the worker file in messages.
    Raises `BadInput` for days that cannot be: see `counts`, `pattern`, `log` and `day_file`.
    """
    days = file.days
    if days.log is not None:
        from grenswerk.days.log import count_log

        try:
            return count_log(file, log_rows(file, folder, where))
        except BadInput as error:
            raise BadInput(_with_lines(str(error), where)) from None
    if days.pattern is not None or days.pattern_by_employment is not None:
        return _from_pattern(file, where)
    return _from_counts(file, where)


def _from_counts(file: WorkerFile, where: str) -> list[EmploymentDays]:
    from grenswerk.days.counts import count_totals

    by_employment, counted = file.days.counts_by_employment, []
    for employment in file.employments:
        if by_employment is None:
            given, path = file.days.counts, "days.counts"
        else:
            given, path = by_employment.get(employment.id), f"days.counts.{employment.id}"
        found = count_totals(file, employment, given or Counts(), where, path)
        counted.append(found if given is not None else _none_given(found))
    return counted


def _from_pattern(file: WorkerFile, where: str) -> list[EmploymentDays]:
    from grenswerk.days.pattern import count_pattern

    by_employment, counted = file.days.pattern_by_employment, []
    for employment in file.employments:
        if by_employment is None:
            given, path = file.days.pattern, "days.pattern"
        else:
            given, path = by_employment.get(employment.id), f"days.pattern.{employment.id}"
        if given is None:
            nothing = Pattern(home_per_week=0, weeks_off=52)
            counted.append(_none_given(count_pattern(file, employment, nothing, where, path)))
        else:
            counted.append(count_pattern(file, employment, given, where, path))
    return counted


def _none_given(found: EmploymentDays) -> EmploymentDays:
    from msgspec.structs import replace

    warning = Finding(level=Level.WARNING, code="days.none_given", facts={"employment": found.employment})
    return replace(found, warnings=(*found.warnings, warning))


def _with_lines(message: str, where: str) -> str:
    """The message with the line of each row of the file's own log that it names."""
    import re

    named = re.compile(rf"{re.escape(where)}: (days\.log\[\d+\])")
    return named.sub(lambda found: f"{in_file(where, found[1])}: {found[1]}", message)


def log_rows(file: WorkerFile, folder: Path, where: str) -> list[Row]:
    """The rows of the file's day log: its own, or those of the csv, xlsx or ics file that it names."""
    from grenswerk.days.row import Row

    log = file.days.log
    if isinstance(log, str):
        name = Path(log)
        if not log.strip() or name.is_absolute() or ".." in name.parts or "\0" in log:
            at = in_file(where, "days.log")
            raise BadInput(
                f'{at}: days.log is "{log}": expected the name of a csv, xlsx or ics file beside this file'
            )
        from grenswerk.days.day_file import read_day_file

        return read_day_file(folder / name, file)
    return [Row(entry, f"{where}: days.log[{index}]") for index, entry in enumerate(log or [])]
