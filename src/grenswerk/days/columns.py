"""The columns of a day log in a spreadsheet, and the values in them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from grenswerk.days.row import Row
from grenswerk.days.words import NO, YES, activity_of, activity_words, plain, state_of
from grenswerk.documents.cells import as_given
from grenswerk.model.days import Activity, DayEntry
from grenswerk.model.errors import BadInput, nearest
from grenswerk.model.worker import WorkerFile

NAMES: dict[str, tuple[str, ...]] = {
    "date": ("date", "datum", "date du jour"),
    "state": ("state", "country", "land", "staat", "etat", "pays", "werkland", "pays de travail", "arbeitsland"),
    "minutes": ("minutes", "minuten", "min", "duree minutes", "dauer minuten", "duur minuten"),
    "hours": ("hours", "uren", "heures", "stunden", "std", "uur", "heure"),
    "activity": ("activity", "activiteit", "activite", "tatigkeit", "taetigkeit", "type", "art", "soort"),
    "employment": ("employment", "dienstbetrekking", "emploi", "beschaftigung", "beschaeftigung"),
    "zone": ("zone", "in zone", "grenszone", "zone frontaliere", "grenzzone"),
    "overnight": ("overnight", "overnachting", "nuitee", "nuit", "ubernachtung", "uebernachtung"),
}  # fmt: skip
UNKNOWN_STATE = "ZZ"  # no state: an absence of which nobody knows where the work would have been done
_KNOWN = {name: column for column, names in NAMES.items() for name in names}
_DATE = re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ]\d.*)?")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,10})?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:hu]|\s*h\s*)(\d{2})?")
_AWAY = (Activity.TRIP, Activity.TRAINING)
_ABSENT = (Activity.SICK, Activity.LEAVE, Activity.HOLIDAY, Activity.REST, Activity.GARDEN_LEAVE)


class Columns(NamedTuple):
    """Which column of a spreadsheet holds what."""

    of: dict[str, int]

    @classmethod
    def of_header(cls, cells: list[str], at: str) -> Columns | None:
        """The columns that a header row names, or nothing when it names no date.

        Raises `BadInput` for a column that is there twice or nearly has the name of one that is missing.
        """
        found: dict[str, int] = {}
        names = [plain(cell) for cell in cells]
        for index, name in enumerate(names):
            column = _KNOWN.get(name)
            if column is None:
                continue
            if column in found:
                raise BadInput(f'{at}: column "{cells[index]}" is a second {column}: expected one {column} column')
            found[column] = index
        if "date" not in found:
            return None
        _refuse_misspelt(names, cells, found, at)
        if "state" not in found and "activity" not in found:
            raise BadInput(f"{at}: no state and no activity column: expected date, state, minutes, activity")
        return cls(found)

    def row(self, cells: list[str], at: str, file: WorkerFile) -> Row:
        """One row as an entry of the day log; raises `BadInput` for a value that is none."""
        value = {column: cells[index] if index < len(cells) else "" for column, index in self.of.items()}
        activity = _activity(value.get("activity", ""), at)
        employment = as_given(value.get("employment", ""))
        state = _state(value.get("state", ""), activity, employment, file, at)
        if activity is None:
            activity = _activity_in(state, employment, file)
        minutes = _minutes(value, at)
        zone = _yes_or_no(value.get("zone", ""), "zone", at)
        overnight = _yes_or_no(value.get("overnight", ""), "overnight", at)
        return Row(
            DayEntry(
                date=day_of(value["date"], at),
                state=state,
                minutes=minutes,
                activity=activity,
                employment=employment,
                zone=zone,
                overnight=bool(overnight),
            ),
            at,
        )


def _refuse_misspelt(names: list[str], cells: list[str], found: dict[str, int], at: str) -> None:
    """A column that is nearly called as one of ours would be lost without a word."""
    from difflib import get_close_matches

    missing = [known for known, column in _KNOWN.items() if column not in found]
    for index, name in enumerate(names):
        if name in _KNOWN:
            continue
        if close := get_close_matches(name, missing, n=1, cutoff=0.8):
            expected = f'one of {", ".join(NAMES)}; did you mean "{close[0]}"?'
            raise BadInput(f'{at}: unknown column "{cells[index]}": expected {expected}')


def day_of(text: str, at: str) -> dt.date:
    """A date as 2026-03-02, 2-3-2026, 02/03/2026 or Mo, 02.03.26; the day stands before the month."""
    match = _DATE.fullmatch(text.strip())
    if match:
        first, month, last = match[1], int(match[2]), match[3]
        year, day = (first, last) if len(first) == 4 else (last, first)
        if len(year) in (2, 4) and len(day) <= 2:
            try:
                return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
            except ValueError:
                pass
    raise BadInput(f'{at}: date is "{_short(text)}": expected a date such as 2026-03-02 or 02.03.2026')


def _activity(text: str, at: str) -> Activity | None:
    if not text:
        return None
    activity = activity_of(text)
    if activity is None:
        known = ", ".join(kind.value for kind in Activity)
        hint = nearest(plain(text), activity_words())
        raise BadInput(f'{at}: activity is "{_short(text)}": expected one of {known}{hint}')
    return activity


def _state(text: str, activity: Activity | None, employment: str, file: WorkerFile, at: str) -> str:
    if text:
        state = state_of(text.upper() if len(text) == 2 else text)
        if state is None:
            raise BadInput(f'{at}: state is "{_short(text)}": expected a state as two letters (ISO 3166-1)')
        return state
    if activity is Activity.OFFICE:
        return employer_state(file, employment)
    if activity in _ABSENT:
        return UNKNOWN_STATE
    if activity is None or activity in _AWAY:
        raise BadInput(f"{at}: state is empty: expected the state where the work was done, two letters")
    return file.worker.residence


def _activity_in(state: str, employment: str, file: WorkerFile) -> Activity:
    """What a row of work is whose activity is not told: by the state that it was done in."""
    if state == employer_state(file, employment):
        return Activity.OFFICE
    return Activity.TELEWORK if state == file.worker.residence else Activity.TRIP


def employer_state(file: WorkerFile, employment: str) -> str:
    """The state of the employer of this employment; of the first one when none is named."""
    named = (given.employer_state for given in file.employments if given.id == employment)
    return next(named, file.employments[0].employer_state)


def _minutes(value: dict[str, str], at: str) -> int | None:
    """Minutes from a minutes or an hours column; nothing is a full working day."""
    for column, unit in (("minutes", 1.0), ("hours", 60.0)):
        text = value.get(column, "").replace(" ", " ").strip()
        if not text:
            continue
        if clock := _CLOCK.fullmatch(text.lower()):
            minutes = int(clock[1]) * 60.0 + int(clock[2] or 0)
        elif _NUMBER.fullmatch(text):
            minutes = float(text.replace(",", ".")) * unit
        else:
            minutes = -1.0
        if not 0 <= minutes <= 1440:
            raise BadInput(f'{at}: {column} is "{_short(text)}": expected a number from 0 to {1440 / unit:g}')
        return round(minutes)
    return None


def _yes_or_no(text: str, column: str, at: str) -> bool | None:
    word = plain(text)
    if not word:
        return None
    if word not in YES + NO:
        raise BadInput(f'{at}: {column} is "{_short(text)}": expected yes or no')
    return word in YES


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
