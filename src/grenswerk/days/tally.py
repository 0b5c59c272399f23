"""The running count of one employment's day log."""

from __future__ import annotations

from grenswerk.model.days import Activity, CountedDays, DayEntry, WorkingTime


class Tally:
    """Adds up days and minutes; whole counters are `int`, shared days are `float`."""

    def __init__(self) -> None:
        self.working_days = self.outside_any = self.outside_30 = self.outside_zone = self.zone_unknown = 0
        self.on_call_home = self.on_call_home_called = self.on_call_beside_work = self.garden_leave = 0
        self.sick = {"employer": 0.0, "residence": 0.0, "third": 0.0}
        self.third_states: dict[str, float] = {}
        self.days = {"employer": 0.0, "residence": 0.0, "third": 0.0}
        self.minutes_worked = 0.0
        self._places = {"employer": (0.0, 0.0), "telework": (0.0, 0.0), "other": (0.0, 0.0), "third": (0.0, 0.0)}

    def add_work(self, side: str, entry: DayEntry, minutes: float, share: float) -> None:
        """Add a row of work: its minutes, and its share of the day."""
        self.days[side] += share
        self.minutes_worked += minutes
        if side == "third":
            self.third_states[entry.state] = self.third_states.get(entry.state, 0.0) + share
        place = side
        if side == "residence":
            place = "telework" if entry.activity is Activity.TELEWORK else "other"
        days, hours = self._places[place]
        self._places[place] = days + share, hours + minutes / 60

    def counted(self) -> CountedDays:
        """The counted days."""
        return CountedDays(
            employer=_clean(self.days["employer"]),
            residence=_clean(self.days["residence"]),
            third=_clean(self.days["third"]),
            outside_any=float(self.outside_any),
            outside_30=float(self.outside_30),
            on_call_home=float(self.on_call_home),
            on_call_home_called=float(self.on_call_home_called),
            garden_leave=float(self.garden_leave),
            sick_employer=_clean(self.sick["employer"]),
            sick_residence=_clean(self.sick["residence"]),
            sick_unknown=_clean(self.sick["third"]),
            outside_zone=float(self.outside_zone),
        )

    def working_time(self, *, in_hours: bool) -> WorkingTime:
        """Working time by place, in hours or in days."""
        unit = 1 if in_hours else 0
        return WorkingTime(
            employer=_clean(self._places["employer"][unit]),
            residence_telework=_clean(self._places["telework"][unit]),
            residence_other=_clean(self._places["other"][unit]),
            third=_clean(self._places["third"][unit]),
        )


def _clean(total: float) -> float:
    """A sum of shares without the dust of binary fractions."""
    return round(total, 9)
