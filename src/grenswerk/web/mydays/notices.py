"""Notices by mail: before the present pattern crosses a limit, and before a duty is due. Each is sent once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import localdate

from grenswerk.model.answer import Assessment
from grenswerk.model.errors import BadInput
from grenswerk.render.calendar import dates_of
from grenswerk.render.spoken import spoken
from grenswerk.web.mydays.log import assessed
from grenswerk.web.mydays.models import Notice, Preferences, Year
from grenswerk.web.speaking import speech_in


class Due(NamedTuple):
    """Something to write about; `key` tells it from everything else."""

    key: str
    text: str


def preferences_of(year: Year) -> Preferences:
    """The preferences of the owner, as they are when nothing was said."""
    return Preferences.objects.get_or_create(owner=year.owner)[0]


def send_notices(year: Year, today: dt.date | None = None) -> int:
    """Write to the owner about what is near and was not written before; returns how many things it is about."""
    preferences = preferences_of(year)
    if not preferences.notices or not year.owner.email:
        return 0
    speech = speech_in(preferences.language)
    try:
        answer = spoken(assessed(year), speech)
    except BadInput:
        return 0
    near = list(_near(answer, today or localdate(), preferences.days_before))
    known = set(year.notices.filter(key__in=[due.key for due in near]).values_list("key", flat=True))
    fresh = [due for due in near if due.key not in known]
    if not fresh:
        return 0
    lines = [speech.say("web.notice.lead", {"year": year.year}), "", *(f"• {due.text}" for due in fresh), ""]
    send_mail(
        speech.say("web.notice.subject", {"n": len(fresh)}),
        "\n".join([*lines, speech.say("page.not_advice")]),
        settings.DEFAULT_FROM_EMAIL,
        [year.owner.email],
    )
    Notice.objects.bulk_create([Notice(year=year, key=due.key) for due in fresh], ignore_conflicts=True)
    return len(fresh)


def _near(answer: Assessment, today: dt.date, days: int) -> Iterator[Due]:
    """Limits that are crossed within so many days or already, and duties that fall due within them."""
    until = today + dt.timedelta(days=days)
    for margin in answer.margins:
        if margin.crossing is not None and margin.crossing <= until:
            key = f"{margin.code}.{margin.facts.get('employment', '')}"
            yield Due(key, f"{margin.what} → {margin.then} ({margin.crossing.isoformat()})")
    for duty in answer.duties:
        for date in dates_of(duty):
            if today <= date <= until:
                yield Due(f"{duty.code}.{duty.state}.{date}", f"{date.isoformat()}: {duty.what}")
