"""The official id of a Dutch chamber paper: which era writes the session year into it, and which has no id."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grenswerk.dossier.models import Identity, unsure
from grenswerk.dossier.scan import reversed_pages

SITE = "https://zoek.officielebekendmakingen.nl/"
FIRST_DIGITAL_SESSION = 1995  # papers before 1 January 1995 have no id; of session 1994-1995 only a part
LAST_SESSION_IN_ID = 2009  # Senate papers up to session 2009-2010 carry the session year in their id
OLDEST_FILE_AFTER_2010 = 32500  # files opened in the course of session 2010-2011 and later
OLDEST_DIGITAL_FILE = 24000  # files opened from the autumn of 1994
SERIES_SURELY_DIGITAL = 250  # no paper series had reached this number before 1995
NEWEST_KNOWN_FILE = 36840
PRINTED_WITH_TWO_NUMBERS = {("36840", "A"): "1"}


@dataclass(frozen=True, slots=True)
class ChamberPaper:
    """A chamber paper as cited. `dossiers` in the order of the heading; `session` is its first year."""

    chamber: str | None = None
    session: int | None = None
    dossiers: tuple[str, ...] = ()
    number: str | None = None
    twin: str | None = None
    reprint: bool = False
    pages: str | None = None


def paper_url(identifier: str) -> str:
    """The official page of a publication."""
    return f"{SITE}{identifier}.html"


def identify(paper: ChamberPaper) -> Identity:
    """The official id of a paper, or why it is not sure; see the era rules of the official publications."""
    paper = _printed_as(paper)
    primary, others = paper.dossiers[0], paper.dossiers[1:]
    if paper.number is None:
        return Identity(primary, f"{SITE}dossier/{primary}", also_filed_under=others, notes=_notes(paper))
    plain = f"kst-{primary}-{paper.number}"
    is_letter = paper.number[0].isalpha()
    if paper.reprint:
        return unsure("reprint_has_its_own_id", f"{plain}-n1", f"{plain}-h1", plain)
    if is_letter and paper.chamber == "II":
        return unsure("senate_number_under_lower_chamber", plain)
    if paper.number.isdigit() and paper.chamber == "I" and (paper.session or 2010) >= 2005:
        return unsure("lower_chamber_number_under_senate", plain)
    senate = is_letter or not paper.number.isdigit() or paper.chamber == "I"
    identity = _senate(paper, plain) if senate else _lower_chamber(paper, plain)
    if not identity.certain:
        return identity._replace(also_filed_under=others)
    joint = tuple(
        f"kst-{other}-{paper.number}"
        for other in others
        if other.split("-", maxsplit=1)[0] == primary.split("-", maxsplit=1)[0]
    )
    notes = _notes(paper) + (("joint_paper_may_be_filed_twice",) if joint else ())
    return identity._replace(also_filed_under=others, candidates=joint, notes=identity.notes + notes)


def _printed_as(paper: ChamberPaper) -> ChamberPaper:
    """A paper of both chambers has two numbers and one id, that of the lower chamber."""
    number = PRINTED_WITH_TWO_NUMBERS.get((paper.dossiers[0], paper.number or ""))
    return replace(paper, number=number, chamber=None) if number else paper


def _senate(paper: ChamberPaper, plain: str) -> Identity:
    session = paper.session
    with_session = f"kst-{{}}-{paper.dossiers[0]}-{paper.number}"
    if session is not None:
        if session + 1 < FIRST_DIGITAL_SESSION:
            return unsure("no_id_before_1995")
        if session <= LAST_SESSION_IN_ID:
            identifier = with_session.format(f"{session}{session + 1}")
            return Identity(identifier, paper_url(identifier))
        return Identity(plain, paper_url(plain))
    newest = max((int(number) for number in map(_file_number, paper.dossiers) if number.isdigit()), default=0)
    if newest >= OLDEST_FILE_AFTER_2010 or newest == 0:
        return Identity(plain, paper_url(plain))
    return unsure("session_year_decides_the_id", plain)


def _lower_chamber(paper: ChamberPaper, plain: str) -> Identity:
    session, file = paper.session, _file_number(paper.dossiers[0])
    if session is not None and session + 1 < FIRST_DIGITAL_SESSION:
        return unsure("no_id_before_1995")
    old = session is None and file.isdigit() and int(file) < OLDEST_DIGITAL_FILE
    if old and int(paper.number or 0) < SERIES_SURELY_DIGITAL:
        return unsure("may_be_from_before_1995", plain)
    return Identity(plain, paper_url(plain))


def _file_number(dossier: str) -> str:
    return dossier.split("-", maxsplit=1)[0]


def _notes(paper: ChamberPaper) -> tuple[str, ...]:
    notes = []
    number = _file_number(paper.dossiers[0])
    if number.isdigit() and (int(number) < 10000 or int(number) > NEWEST_KNOWN_FILE):
        notes.append("file_number_outside_known_series")
    if reversed_pages(paper.pages):
        notes.append("page_range_reversed")
    return tuple(notes)
