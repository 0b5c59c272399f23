"""The dossier of a client on paper: assessment, notes, sources, consent, and by which law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.formats import date_format

from grenswerk.law.bibliography import bibliography
from grenswerk.model.answer import Assessment
from grenswerk.render.sections import Tone, sections
from grenswerk.render.speech import Speech
from grenswerk.web.forms import plain
from grenswerk.web.paper.typesetting import typeset

# Behind which section of the page the note of a part stands; the last that is there.
BEHIND = {
    "tax": ("tax",),
    "establishment": ("establishment",),
    "insurance": ("insurance",),
    "net_pay": ("net_pay", "amounts"),
    "duties": ("duties",),
}


class Remark(NamedTuple):
    """What the adviser noted, and when."""

    text: str
    on: dt.date


class Dossier(NamedTuple):
    """What the paper says; `answer` with its words, `notes` by part, `consent` as it was given."""

    office: str
    client: str
    reference: str
    answer: Assessment
    notes: dict[str, Remark]
    consent: dict[str, Any]
    as_of: dt.date
    law: str
    made: dt.date


def dossier_pdf(dossier: Dossier, found: str, speech: Speech) -> bytes:
    """The dossier as PDF in the language of `speech`; `found` is the hash of its content, empty for a draft."""
    with translation.override(speech.language):
        return typeset("client_dossier", dossier_data(dossier, found, speech))


def dossier_data(dossier: Dossier, found: str, speech: Speech) -> dict[str, Any]:
    """What stands in the document. All of it is text: nothing that a person wrote is read as markup."""
    say, answer = speech.say, dossier.answer
    head = [
        ("client", dossier.client),
        ("reference", dossier.reference),
        ("residence", speech.state(answer.residence)),
        ("made", date_format(dossier.made, "j F Y")),
        ("as_of", date_format(dossier.as_of, "j F Y")),
        ("law", dossier.law),
    ]
    return {
        "title": plain(say("advice.paper.title", {"year": answer.year})),
        "language": speech.language,
        "office": plain(dossier.office),
        "foot": f"Grenswerk · {found[:16]}" if found else f"Grenswerk · {say('advice.paper.draft')}",
        "head": [[say(f"advice.paper.{name}"), plain(value)] for name, value in head if value],
        "general": _remark(dossier.notes.get("general"), speech),
        "sections": list(_sections(dossier, speech)),
        "sources_title": say("advice.paper.sources"),
        "sources": [[key, *_source(key)] for key in sources_of(answer)],
        "consent_title": say("advice.consent"),
        "consent_head": _consent(dossier.consent, speech),
        "consent": _paragraphs(str(dossier.consent["text"])),
        "not_advice": say("page.not_advice"),
        "hash_title": say("advice.paper.hash") if found else "",
        "hash": " ".join(found[start : start + 8] for start in range(0, len(found), 8)),
    }


def _sections(dossier: Dossier, speech: Speech) -> Iterator[dict[str, Any]]:
    """The sections of the page; the note of a part behind the last section that is about it."""
    found = sections(dossier.answer, speech, explain=True)
    last = {section.code: number for number, section in enumerate(found)}
    behind: dict[int, list[Remark]] = {}
    for part, codes in BEHIND.items():
        places = [last[code] for code in codes if code in last]
        if remark := dossier.notes.get(part):
            behind.setdefault(max(places, default=len(found) - 1), []).append(remark)
    for number, section in enumerate(found):
        lines = [{"text": plain(line.text), "bold": line.tone is Tone.STRONG} for line in section.lines]
        notes = [note for remark in behind.get(number, []) for note in _remark(remark, speech)]
        yield {"title": section.label, "lines": lines, "notes": notes}


def _remark(remark: Remark | None, speech: Speech) -> list[dict[str, Any]]:
    if remark is None:
        return []
    title = f"{speech.say('advice.note')} · {date_format(remark.on, 'j F Y')}"
    return [{"title": title, "lines": _paragraphs(remark.text)}]


def sources_of(answer: Assessment) -> list[str]:
    """The sources that an answer rests on, each once."""
    found = [key for reason in answer.reasons for key in reason.sources]
    found += [key for finding in answer.findings for key in finding.sources]
    found += [duty.source for duty in answer.duties]
    found += [key for amount in (answer.net_pay.amounts if answer.net_pay else []) for key in amount.sources]
    return sorted(set(found))


def _source(key: str) -> tuple[str, str]:
    source = bibliography().get(key)
    if source is None:
        return key, ""
    dated = f" ({source.date})" if source.date else ""
    return f"{source.title}{dated}", source.url or ""


def _consent(consent: dict[str, Any], speech: Speech) -> list[list[str]]:
    given, ends = (dt.date.fromisoformat(consent[name]) for name in ("given_on", "ends"))
    covered = ", ".join(speech.say(f"advice.scope.{scope}") for scope in consent["scope"])
    return [
        [speech.say("advice.consent.given_on"), date_format(given, "j F Y")],
        [speech.say("advice.consent.how"), speech.say(f"advice.how.{consent['how']}")],
        [speech.say("advice.form.scope"), covered],
        [speech.say("advice.form.ends"), date_format(ends, "j F Y")],
    ]


def _paragraphs(text: str) -> list[str]:
    return [plain(line) for line in text.splitlines() if line.strip()]
