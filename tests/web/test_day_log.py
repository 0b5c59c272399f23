"""The day log against a plain model: any sequence of edits, imports and undos gives what a dictionary gives."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from pytest_django import DjangoAssertNumQueries

from grenswerk.model.errors import BadInput
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.log import Conflict, standing_days, undo, write
from grenswerk.web.mydays.models import Change, Year

DATES = st.dates(dt.date(2026, 3, 2), dt.date(2026, 3, 9))
OFFICE = {"state": "BE", "employment": "hospital"}
HOME = {"state": "FR", "activity": "telework", "employment": "hospital"}
ROWS = st.sampled_from([[], [OFFICE], [HOME], [{**OFFICE, "minutes": 240}, {**HOME, "minutes": 200}]])
CONTRADICTION = [OFFICE, HOME]  # two full days on one date
WRITTEN = st.dictionaries(DATES, ROWS, min_size=1, max_size=4)


class DayLog(RuleBasedStateMachine):
    """The model: what stands on each date, and for each change its dates with what stood there before."""

    @initialize()
    def begin(self) -> None:
        owner = User.objects.create_user(username=f"worker-{User.objects.count()}")
        self.year = Year.objects.create(owner=owner, year=2026, facts=FACTS)
        self.days: dict[dt.date, list[dict[str, Any]]] = {}
        self.writer: dict[dt.date, int] = {}
        self.changes: list[dict[dt.date, list[dict[str, Any]]]] = []

    def _note(self, written: dict[dt.date, list[dict[str, Any]]]) -> None:
        self.changes.append({date: self.days.get(date, []) for date in written})
        for date, rows in written.items():
            self.days[date] = rows
            self.writer[date] = len(self.changes)

    @rule(written=WRITTEN, kind=st.sampled_from([Change.Kind.EDIT, Change.Kind.IMPORT]))
    def someone_who_saw_everything_writes(self, written: Any, kind: Change.Kind) -> None:
        change = write(self.year, written, len(self.changes), kind).change
        self._note(written)
        assert change.number == len(self.changes)

    @rule(written=WRITTEN, data=st.data())
    def a_second_tab_writes(self, written: Any, data: st.DataObject) -> None:
        seen = data.draw(st.integers(0, len(self.changes)))
        if any(self.writer.get(date, 0) > seen for date in written):
            with pytest.raises(Conflict):
                write(self.year, written, seen)
        else:
            write(self.year, written, seen)
            self._note(written)

    @rule(written=WRITTEN, date=DATES)
    def a_contradiction_is_refused_whole(self, written: Any, date: dt.date) -> None:
        with pytest.raises(BadInput):
            write(self.year, {**written, date: CONTRADICTION}, len(self.changes))

    @rule(data=st.data())
    def a_change_is_undone(self, data: st.DataObject) -> None:
        if not self.changes:
            return
        number = data.draw(st.integers(1, len(self.changes)))
        before = self.changes[number - 1]
        if all(self.writer[date] == number for date in before):
            undo(self.year, number)
            self._note(before)
        else:
            with pytest.raises(Conflict):
                undo(self.year, number)

    @invariant()
    def the_log_is_what_the_model_says(self) -> None:
        if not hasattr(self, "year"):
            return
        assert standing_days(self.year) == {date: rows for date, rows in self.days.items() if rows}
        self.year.refresh_from_db()
        assert self.year.version == len(self.changes) == self.year.changes.count()


@pytest.mark.django_db
def test_any_sequence_of_edits_imports_and_undos_equals_a_plain_model() -> None:
    run_state_machine_as_test(
        DayLog,
        settings=settings(
            max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_log_that_fails_halfway_leaves_nothing(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import is all or nothing, also when the machine fails after the days and before the change is noted."""
    days = {dt.date(2026, 3, day): [OFFICE] for day in (2, 3, 4, 5)}

    def fails(**_given: Any) -> Any:
        assert standing_days(year) == days
        raise OSError("disk full")

    monkeypatch.setattr(Change.objects, "create", fails)
    with pytest.raises(OSError, match="disk full"):
        write(year, days, 0, Change.Kind.IMPORT)
    assert standing_days(year) == {}
    year.refresh_from_db()
    assert year.version == 0


def test_a_year_of_days_costs_one_query_more_than_a_day(
    year: Year, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    weekdays = [
        date for offset in range(365) if (date := dt.date(2026, 1, 1) + dt.timedelta(offset)).weekday() < 5
    ]
    with CaptureQueriesContext(connection) as one_day:
        write(year, {weekdays[0]: [OFFICE]}, 0)
    most = len(one_day) + 1  # SQLite takes 999 values at a time
    with django_assert_max_num_queries(most):
        write(year, {date: [OFFICE] for date in weekdays}, 1)
    with django_assert_max_num_queries(most):
        write(year, {date: [HOME] for date in weekdays}, 2)
    assert standing_days(year) == {date: [HOME] for date in weekdays}
    assert year.days.count() == len(weekdays) == 261


def test_a_date_outside_the_employment_is_refused(year: Year) -> None:
    year.facts = {**FACTS, "employments": [{**FACTS["employments"][0], "to": "2026-02-28"}]}
    year.save()
    with pytest.raises(BadInput, match="2026-02-28"):
        write(year, {dt.date(2026, 3, 2): [OFFICE]}, 0)
