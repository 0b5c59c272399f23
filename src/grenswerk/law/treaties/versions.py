"""The treaty files as they stand: one file a pair, one entry a rule version, with its time, status and sources."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum, StrEnum
from typing import Any, TypeVar

from msgspec import Struct, field

from grenswerk.law.treaties.allocation import Frontier, Placement, Proration, PublicPay, Reading
from grenswerk.model.certainty import Certainty, Status

E = TypeVar("E", bound=IntEnum)


class Topic(StrEnum):
    """A point on which the readings of a rule may be less sure than the rule, or differ."""

    RULE = "rule"
    PART_TIME = "part_time"
    PART_TIME_ROUNDING = "part_time_rounding"  # a limit that is no whole number of days
    PART_YEAR = "part_year"
    SHORT_DAYS = "short_days"
    ON_CALL = "on_call"
    ON_CALL_CALLED = "on_call_called"
    SICK = "sick"  # in the salary fraction
    SICK_COUNT = "sick_count"  # against the limit
    GARDEN_LEAVE = "garden_leave"
    GARDEN_LEAVE_PLACE = "garden_leave_place"  # where the work would have been done, in the salary fraction
    PUBLIC = "public"
    NO_WORK_DAY = "no_work_day"
    THIRD_STATES = "third_states"  # when the pay is divided
    POSTING = "posting"  # days of a posting to a third state, against the limit
    THIRD_PROVISO = "third_proviso"  # when the tolerance leaves them with the employer's state
    FRONTIER_LOST = "frontier_lost"
    MIXED_DAYS = "mixed_days"
    PANDEMIC = "pandemic"
    PRESENCE = "presence"


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a law file; an unknown key in it is refused."""


class Backing(Record, frozen=True, kw_only=True):
    """How sure a point is, and who says so."""

    certainty: Certainty
    sources: list[str]


class Article(Record, frozen=True, kw_only=True):
    number: str
    certainty: Certainty


class ReferencePeriod(StrEnum):
    """Over which the 183 days of presence are counted."""

    CALENDAR_YEAR = "calendar_year"
    ROLLING_12_MONTHS = "rolling_12_months"
    FISCAL_YEAR = "fiscal_year"  # the calendar year for individuals in all five states


class Presence(Record, frozen=True, kw_only=True):
    period: ReferencePeriod
    certainty: Certainty
    sources: list[str]


class Convention(Record, frozen=True, kw_only=True):
    title: str
    signed: dt.date
    articles: dict[str, Article]
    presence_183: Presence
    sources: list[str]


class Pandemic(Record, frozen=True, kw_only=True):
    """The agreement under which pandemic home days counted as worked in the employer's state."""

    start: dt.date = field(name="from")
    end: dt.date = field(name="to")
    certainty: Certainty
    sources: list[str]


class Dates(Record, frozen=True, kw_only=True):
    """When a rule version was proposed, announced, signed, published and in force."""

    proposed: dt.date | None = None
    announced: dt.date | None = None
    signed: dt.date | None = None
    published: dt.date | None = None
    in_force: dt.date | None = None


class ReadingGiven(Record, frozen=True, kw_only=True):
    """What a file says of a reading; what it leaves out comes from the state's own practice."""

    limit_days: float | None = None
    limit_share: float | None = None
    limit_is_below: bool | None = None
    excess_only: bool | None = None
    counts_from_30_minutes: bool | None = None
    part_time: str | None = None
    part_year_days_a_month: float | None = None
    on_call_counts: bool | None = None
    on_call_called_counts: bool | None = None
    needs_day_in_work_state: bool | None = None
    sick: str | None = None
    garden_leave: str | None = None
    public_pay: str | None = None
    frontier: str | None = None
    frontier_days: float | None = None
    frontier_part_year_share: float | None = None


class Version(Record, frozen=True, kw_only=True):
    """One version of the rule of one pair."""

    id: str
    status: Status
    applies_from: int | None = None  # tax year; none: from the beginning of the years that are known here
    applies_to: int | None = None
    dates: Dates = Dates()
    certainty: Certainty
    sources: list[str]
    reading: ReadingGiven | None = None  # none: the text, or its content, is not known
    differs: dict[str, ReadingGiven] = field(default_factory=dict)
    residence: str | None = None  # a frontier regime for residents of this state only
    closed_group: bool = False  # the regime is open only to those who held the status on 31 December 2011
    backing: dict[Topic, Backing] = field(default_factory=dict)
    dossier: list[str] = field(default_factory=list)

    def status_on(self, day: dt.date | None) -> Status | None:
        """The status as it was known on a day; none when nothing was known of it yet."""
        if day is None:
            return self.status
        steps = (
            (self.dates.in_force, Status.IN_FORCE),
            (self.dates.signed, Status.SIGNED),
            (self.dates.announced, Status.ANNOUNCED),
            (self.dates.proposed, Status.PROPOSED),
        )
        if all(date is None for date, _ in steps):
            return self.status
        return next((status for date, status in steps if date is not None and date <= day), None)

    def applies_in(self, year: int) -> bool:
        """Whether the version is meant for this tax year."""
        return (self.applies_from or 0) <= year <= (self.applies_to or 9999)

    def backing_of(self, topic: Topic) -> Backing:
        """How sure a point of this version is; what has no entry is as sure as the rule."""
        return self.backing.get(topic) or Backing(certainty=self.certainty, sources=self.sources)


class TreatyFile(Record, frozen=True, kw_only=True):
    """All that is known of one pair."""

    pair: tuple[str, str]
    convention: Convention
    pandemic: Pandemic | None
    versions: list[Version]
    dossier: list[str] = field(default_factory=list)


class Practice(Record, frozen=True, kw_only=True):
    """How a state divides a salary over days, whatever the treaty."""

    sick: str
    garden_leave: str
    backing: dict[Topic, Backing]


class PracticeFile(Record, frozen=True, kw_only=True):
    states: dict[str, Practice]


def reading_of(given: tuple[ReadingGiven, ...], practice: Practice, *, pandemic_days_stay: bool) -> Reading:
    """The reading that the files make together: the state's practice, the version, what differs in the state.

    Raises `ValueError` for a word that no enumeration has.
    """
    words: dict[str, Any] = {"sick": practice.sick, "garden_leave": practice.garden_leave}
    for part in given:
        for name in part.__struct_fields__:
            if (value := getattr(part, name)) is not None:
                words[name] = value
    enums: dict[str, type[IntEnum]] = {
        "part_time": Proration,
        "sick": Placement,
        "garden_leave": Placement,
        "public_pay": PublicPay,
        "frontier": Frontier,
    }
    for name, kind in enums.items():
        if name in words:
            words[name] = _member(kind, str(words[name]))
    return Reading()._replace(pandemic_days_stay=pandemic_days_stay, **words)


def _member(kind: type[E], word: str) -> E:
    try:
        return kind[word.upper()]
    except KeyError:
        known = ", ".join(name.lower() for name in kind.__members__)
        raise ValueError(f'"{word}": expected one of {known}') from None
