"""What others can subscribe to: the terms as a calendar (iCalendar), the changes as a feed (Atom)."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET  # writes, never reads  # nosec B405

from grenswerk.dossier.follow_up import Dossier, in_language
from grenswerk.dossier.timeline import Moment, timeline

ATOM = "http://www.w3.org/2005/Atom"


def calendar(dossier: Dossier, language: str) -> bytes:
    """The terms that have a day, as all-day entries; a term that counts from an unknown date is not among them."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Grenswerk//dossier//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", in_language(dossier.head.title, language))
    stamp = dt.datetime.combine(dossier.head.seen_until, dt.time(), dt.UTC)
    for number, moment in enumerate(each for each in timeline(dossier) if each.kind == "term"):
        if moment.date is None:
            continue
        event = Event()
        event.add("uid", f"{dossier.head.id}-{moment.id}-{number}@grenswerk")
        event.add("dtstamp", stamp)
        event.add("dtstart", moment.date)
        event.add("dtend", moment.date + dt.timedelta(days=1))
        event.add("summary", in_language(moment.title, language))
        event.add("description", f"{moment.said} · {', '.join(moment.documents)} · {', '.join(moment.sources)}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def atom(dossier: Dossier, language: str) -> str:
    """The changes as an Atom feed, the newest first; an entry without any date is left out."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": language})
    moments = sorted((each for each in timeline(dossier) if each.kind != "term"), key=_last, reverse=True)
    newest = _last(moments[0]) if moments else dossier.head.seen_until
    _text(feed, "id", f"tag:grenswerk,2026:dossier/{dossier.head.id}")
    _text(feed, "title", in_language(dossier.head.title, language))
    _text(feed, "updated", _instant(newest))
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "Grenswerk")
    for moment in moments:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _text(entry, "id", f"tag:grenswerk,2026:dossier/{dossier.head.id}/{moment.kind}/{moment.id}")
        _text(entry, "title", in_language(moment.title, language))
        _text(entry, "updated", _instant(_last(moment)))
        for document in moment.documents:
            if url := dossier.documents[document].url:
                ET.SubElement(entry, f"{{{ATOM}}}link", {"href": url, "rel": "related", "title": document})
        sources = "; ".join(dossier.sources[source].title for source in moment.sources)
        _text(entry, "summary", f"{moment.said + ' · ' if moment.said else ''}{moment.certainty}: {sources}")
    ET.indent(feed)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(feed, encoding="unicode") + "\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _last(moment: Moment) -> dt.date:
    return moment.date or (moment.between or [dt.date.min])[-1]


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
