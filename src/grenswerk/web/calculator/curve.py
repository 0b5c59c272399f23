"""The curve of the calculator: what each number of home days a week moves, in the coordinates of a drawing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from django.urls import reverse

from grenswerk.assess.comparison import Point, Tipping, point, tipping_points
from grenswerk.assess.variations import days_to_divide, employment_abroad, with_home_days, without_plan
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.days import EmploymentDays
from grenswerk.model.worker import WorkerFile
from grenswerk.web.calculator.case import Case, assessed, case_of_query

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640.0, 260.0, 62.0, 16.0, 12.0, 34.0


class CurvePlace(NamedTuple):
    """Where a page fetches the curve; one with the same key need not be fetched again."""

    address: str
    key: str


class Tick(NamedTuple):
    """A line of the grid with its value."""

    at: float
    value: float


class Mark(NamedTuple):
    """A point of the curve."""

    x: float
    y: float | None  # none: not known
    home_per_week: float
    point: Point


class Curve(NamedTuple):
    """The drawing; `money` is false when no pay was given and the residence state's share is drawn."""

    money: bool
    path: str
    marks: list[Mark]
    across: list[Tick]
    up: list[Tick]
    tipping: list[tuple[float, Tipping]]
    days_per_week: float
    gaps: bool  # somewhere the value depends on a fact that was not given
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


def place_of(case: Case) -> CurvePlace:
    """The place of a case's curve."""
    key = f"{crc32(case.address_of_curve().encode()):x}"
    return CurvePlace(f"{reverse('calculator_curve')}?{case.address()}", key)


@lru_cache(maxsize=256)
def curve_of(address: str) -> Curve:
    """The curve of a case by its address; raises `BadInput` when it is no case."""
    found = assessed(case_of_query(address))
    return curve_for(found.file, found.days, Rulebook())


def curve_for(worker: WorkerFile, days: Sequence[EmploymentDays], rulebook: Rulebook) -> Curve:
    """The curve of a worker over his home days; raises `BadInput` where it is not clear whose are meant."""
    file = without_plan(worker)
    index = employment_abroad(file)
    total, a_week = days_to_divide(days[index]), file.employments[index].days_per_week
    tips = tipping_points(file, days, rulebook)
    steps = {round(total * half / (2 * a_week)) * 1.0 for half in range(int(2 * a_week) + 1)}
    steps |= {float(day) for tip in tips for day in (tip.home_days, tip.home_days + 1) if 0 <= day <= total}
    points = [point(file, with_home_days(days, index, home), index, rulebook) for home in sorted(steps)]
    return drawn(file, points, tips, total, a_week)


def drawn(file: WorkerFile, points: list[Point], tips: list[Tipping], total: float, a_week: float) -> Curve:
    """The points as a drawing; where a value depends on a fact that was not given, the line is broken."""
    money = any(found.net is not None for found in points)
    values = [_value(found, file.worker.residence, money=money) for found in points]
    known = [value for value in values if value is not None]
    low, high, step = _scale(min(known, default=0.0), max(known, default=1.0), money=money)
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def across(home_days: float) -> float:
        return round(LEFT + (right - LEFT) * home_days / max(1.0, total), 1)

    def up(value: float) -> float:
        return round(bottom - (bottom - TOP) * (value - low) / (high - low), 1)

    marks = [
        Mark(across(found.home_days), _height(value, up), found.home_days / max(1.0, total) * a_week, found)
        for found, value in zip(points, values, strict=True)
    ]
    return Curve(
        money=money,
        path=_path(marks),
        marks=marks,
        across=[Tick(across(total * day / a_week), float(day)) for day in range(int(a_week) + 1)],
        up=[Tick(up(low + step * line), low + step * line) for line in range(round((high - low) / step) + 1)],
        tipping=[(across(tip.home_days + 0.5), tip) for tip in tips],
        days_per_week=a_week,
        gaps=len(known) < len(values),
    )


def _value(found: Point, residence: str, *, money: bool) -> float | None:
    return found.net if money else found.shares.get(residence)


def _height(value: float | None, up: Callable[[float], float]) -> float | None:
    return None if value is None else up(value)


def _path(marks: list[Mark]) -> str:
    """A line through the points that are known, lifted where one is not."""
    steps, lifted = [], True
    for mark in marks:
        if mark.y is not None:
            steps.append(f"{'M' if lifted else 'L'}{mark.x} {mark.y}")
        lifted = mark.y is None
    return " ".join(steps)


def _scale(low: float, high: float, *, money: bool) -> tuple[float, float, float]:
    """Lowest and highest value and the step of the grid: round numbers around the curve."""
    if not money:
        return 0.0, 1.0, 0.25
    span = max(high - low, 200.0)
    step = 10 ** math.floor(math.log10(span))
    step = next(step * part for part in (0.2, 0.5, 1, 2, 5) if span / (step * part) <= 5)
    return math.floor(low / step) * step, math.ceil(high / step + 1e-9) * step, step
