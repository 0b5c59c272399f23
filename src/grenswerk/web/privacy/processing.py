"""The record of processing activities (art. 30 GDPR), made from the declarations."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from grenswerk.web.privacy.page import Section, sections
from grenswerk.web.privacy.periods import Periods, periods

HEAD = """# Record of processing activities

Made by `python -m grenswerk.web record_of_processing` from what each room of the site declares; a test fails when
this file differs from it, and when a table of the database is in no declaration. The letters are those of art.
30(1) and (2) of Regulation (EU) 2016/679. Periods are the defaults; a site with others (`GRENSWERK_KEEP`) makes
its own copy with the same command.

## Of every activity

| art. 30 | |
|---|---|
| (1)(a), (2)(a) controller, processor | {controller} |
| (1)(e), (2)(c) transfers to third countries | none: the site loads nothing from elsewhere and only sends mail |
| (1)(g), (2)(d) security measures | [security.md](security.md) |
| Erasure within backups | an erasure is noted by number and done again when a backup is restored |
"""
UNNAMED = "who runs the site: set `GRENSWERK_CONTROLLER` to name, address, mail and data protection officer"
BEHALF = "processor for the organisation (art. 30(2)), which is the controller and keeps its own record"
OWN = "controller (art. 30(1))"


def record_of_processing() -> str:
    """The record as Markdown, in English."""
    with override("en"):
        return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield HEAD.format(controller=settings.CONTROLLER or UNNAMED)
    for section in sections():
        yield from _section(section)
    yield from _periods(periods())


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    yield f"- Role of the site: {BEHALF if section.on_behalf else OWN}."
    yield f"- (c) Data subjects: {section.subjects}."
    yield f"- (d) Recipients: {section.recipients}.\n"
    yield "| (c) Personal data | (b) Purpose | Ground | (f) Time limit | When the account is erased | Tables |"
    yield "|---|---|---|---|---|---|"
    for line in section.lines:
        yield f"| {line.what} | {line.why} | {line.ground} | {line.long} | {line.erasure} | {line.tables} |"
    yield ""


def _periods(own: Periods) -> Iterator[str]:
    yield "## Periods\n"
    yield "| name | period |"
    yield "|---|---|"
    for name, span in own._asdict().items():
        yield f"| `{name}` | {span.written} |"
    yield ""
