"""What an event of a calendar says: its texts, its moments, the activity that it names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from grenswerk.days.words import activity_of
from grenswerk.model.days import Activity

if TYPE_CHECKING:
    from icalendar.cal import Component


def categories_of(event: Component) -> list[str]:
    """The categories of an event, over all its lines of them."""
    given: Any = event.get("CATEGORIES", [])
    listed = given if isinstance(given, list) else [given]
    return [str(name) for group in listed for name in getattr(group, "cats", [group])]


def title_of(event: Component) -> str:
    """The title of an event, in a length fit for a message."""
    text = " ".join(str(event.get("SUMMARY", "")).split())
    return text if len(text) <= 60 else text[:59] + "…"


def place_of(event: Component) -> str:
    """The location of an event."""
    return str(event.get("LOCATION", ""))


def moment_of(event: Component, name: str) -> dt.date | None:
    """The date, or date and time, of DTSTART or DTEND; nothing when it is not there or no date."""
    value: Any = getattr(event.get(name), "dt", None)
    return value if isinstance(value, dt.date) else None


def activity_of_event(event: Component) -> Activity | None:
    """What an event means: the first of its categories, then its title, then its place, that names an activity."""
    texts = (*categories_of(event), str(event.get("SUMMARY", "")), place_of(event))
    return next((found for text in texts if (found := activity_of(text))), None)
