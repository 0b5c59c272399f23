"""The questions of a letter: numbered or not, their parts, and what kind of answer each asks."""

from __future__ import annotations

import re
from typing import NamedTuple

from grenswerk.dossier.letters.layout import Paragraph
from grenswerk.dossier.letters.models import AnswerKind, SubQuestion

_NUMBERED = re.compile(
    r"^(?:(?:Vraag|Question|Frage|Nr\.)\s?)?\(?(?P<number>\d{1,3})(?:[.):]+|(?=\s(?=[A-Z])))\s*(?P<text>.*)$",
    re.DOTALL,
)
_WORDED = re.compile(r"^(?:Vraag|Question|Frage)\s(?P<number>\d{1,3})\s*[.:)]?\s*(?P<text>.*)$", re.DOTALL)
_LIST = re.compile(r"^#\.\s+(?P<text>.*)$", re.DOTALL)
_LETTERED = re.compile(r"^\(?(?P<letter>[a-h])[.)]\s+(?P<text>.+)$", re.DOTALL)
_INLINE_LETTERED = re.compile(r"(?:(?<=\s)|^)\(?([a-h])[.)]\s+")
_ASKS = re.compile(
    r"\?|\b(?:Kunt u|Wilt u|Bent u|verzoek(?:en|t)? u|Gelieve|Pouvez-vous|Veuillez (?:indiquer|préciser)"
    r"|Bitte (?:erläutern|nennen)|Please (?:state|explain|provide))\b"
)
_INDIRECT = re.compile(
    r"\b(?:vragen|verzoeken|vernemen|demandent|fragen|bitten|ask)\b.{0,160}?\b(?:of|wanneer|welke?|hoe|waarom"
    r"|hoeveel|wat|in hoeverre|graag|si|quand|quels?|ob|wann|welche|wie|whether|when|which|how)\b",
    re.IGNORECASE,
)
_CONJOINED = re.compile(
    r",?\s+(?:en|et|und|and)\s+(?=(?:zo ja|zo nee|bent u|kunt u|deelt u|will you|do you|are you|êtes-vous"
    r"|pouvez-vous|sind sie|teilen sie|wat|wanneer|welke?|hoe|waarom|op welke|binnen welke|quand|quels?"
    r"|quelles?|comment|pourquoi|wann|welche[nrs]?|wie|warum|bis wann|when|which|how|why|what)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:(?<=[?!])|(?<=[^\W\d_]{3}\.)|(?<=[)\]\"”’%]\.))\s+(?=[A-ZÀ-Þ\"'“‘„«(])")
_KINDS = (
    (
        AnswerKind.COMMITMENT,
        r"bereid\b|toezegg|zegt u toe|toe te zeggen|zult u|gaat u .{0,60}(?:informeren|sturen|doen toekomen)"
        r"|kunt u (?:de kamer|ons) .{0,80}(?:informeren|toesturen|toezenden|op de hoogte)"
        r"|wilt u .{0,80}(?:informeren|toezenden|sturen|doen toekomen|bevorderen)|dispos[ée]e?s? à"
        r"|êtes-vous prêt|vous engage[rz]|s['’]engage|sind sie bereit|ist die bundesregierung bereit"
        r"|wird die bundesregierung .{0,60}(?:zusagen|vorlegen|informieren)"
        r"|werden sie .{0,60}(?:informieren|vorlegen|zusagen)"
        r"|are you (?:willing|prepared)|will you (?:commit|undertake|inform|ensure)"
        r"|is the commission (?:willing|prepared)|will the commission",
    ),
    (
        AnswerKind.PLANNING,
        r"\bwanneer\b|op welke termijn|binnen welke termijn|welk(?:e)? (?:tijdpad|planning|tijdschema)"
        r"|planning\b|tijdpad|\bquand\b|quel(?:le)? (?:est le )?(?:calendrier|délai|échéance)|calendrier"
        r"|dans quel délai|\bwann\b|bis wann|zeitplan|zeitrahmen|\bwhen\b|by what date|timetable|timeline"
        r"|time frame",
    ),
    (
        AnswerKind.OPINION,
        r"deelt u|deelt de |onderkent|onderschrijft|erkent u|hoe (?:beoordeelt|waardeert|kijkt|duidt|ziet)"
        r"|wat vindt|vindt u|acht u|acht de |van mening|bent u het (?:ermee )?eens|mening|opvatting|oordeel"
        r"|wat is uw (?:reactie|visie)|hoe reageert"
        r"|partage[zr]?-(?:vous|t-(?:il|elle))|partagez|estime[zr]?-(?:vous|t)|que pensez|quel est votre avis"
        r"|quelle est votre (?:position|appréciation|opinion)|comment (?:jugez|appréciez|évaluez)|reconnaissez"
        r"|teilen sie|teilt die|wie (?:bewerte[nt]|beurteil[et]n?|steh[et]n?)|auffassung|stimmen sie"
        r"|halten sie|hält die|do you (?:agree|share|consider|recognise|believe)"
        r"|does the (?:commission|minister|government) (?:agree|share|consider)|what is (?:your|its"
        r"|the commission['’]s) (?:view|opinion|assessment|position)|how do(?:es)? .{0,40}(?:assess|view)",
    ),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


class Asked(NamedTuple):
    """A question as found: number, text and place in the cleaned text; `numbered` where the letter numbers it."""

    number: int
    text: str
    start: int
    end: int
    numbered: bool


def find_questions(paragraphs: list[Paragraph]) -> list[Asked]:
    """The questions of a letter in their order: those with numbers, or else the sentences that ask."""
    numbered = _numbered(paragraphs)
    if numbered:
        return numbered
    asked: list[Asked] = []
    for paragraph in paragraphs:
        sentences = [sentence for sentence in _SENTENCE.split(paragraph.text) if _asks(sentence)]
        if sentences:
            asked += [
                Asked(len(asked) + index, sentence.strip(), paragraph.start, paragraph.end, numbered=False)
                for index, sentence in enumerate(sentences, start=1)
            ]
    return asked


def _asks(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or bool(_INDIRECT.search(sentence))


def _numbered(paragraphs: list[Paragraph]) -> list[Asked]:
    """Paragraphs that count up from 1 and ask; lettered parts that follow belong to the question above."""
    runs: list[list[Asked]] = []
    run: list[Asked] = []
    for index, paragraph in enumerate(paragraphs):
        match = _WORDED.match(paragraph.text) or _NUMBERED.match(paragraph.text)
        listed = _LIST.match(paragraph.text)
        if listed:
            match, number = listed, len(run) + 1
        elif match:
            number = int(match["number"])
        if match and number == len(run) + 1:
            text, end = _whole(paragraphs, index, match["text"], paragraph.end)
            run.append(Asked(number, text, paragraph.start, end, numbered=True))
        elif match and number == 1:
            runs.append(run)
            text, end = _whole(paragraphs, index, match["text"], paragraph.end)
            run = [Asked(1, text, paragraph.start, end, numbered=True)]
    asking = [[asked for asked in each if _ASKS.search(asked.text)] for each in [*runs, run]]
    best = max(asking, key=len, default=[])
    whole = next((each for each, only in zip([*runs, run], asking, strict=True) if only is best), [])
    return best if best and 2 * len(best) >= len(whole) else []


def _whole(paragraphs: list[Paragraph], index: int, text: str, end: int) -> tuple[str, int]:
    """A question with what belongs to it further down: its text under a bare number, its lettered parts."""
    for paragraph in paragraphs[index + 1 : index + 12]:
        if not text.strip() or _LETTERED.match(paragraph.text):
            text, end = f"{text} {paragraph.text}".strip(), paragraph.end
        else:
            break
    return text.strip(), end


def parts(text: str) -> list[SubQuestion]:
    """The parts of a question that ask for an answer of their own, with their kinds."""
    pieces = _INLINE_LETTERED.split(text)
    letters = pieces[1::2]
    if len(letters) >= 2 and letters == [chr(ord("a") + index) for index in range(len(letters))]:
        stem = kind_of(pieces[0])
        return [SubQuestion(piece.strip(), _or(kind_of(piece), stem)) for piece in pieces[2::2]]
    asked = [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip().endswith("?")]
    divided = [part for sentence in asked for part in _divided(sentence)]
    return [SubQuestion(part, kind_of(part)) for part in divided]


def _or(kind: AnswerKind, stem: AnswerKind) -> AnswerKind:
    """A part that only states something takes its kind from the words before the parts."""
    return stem if kind is AnswerKind.FACT else kind


def _divided(sentence: str) -> list[str]:
    """`… bereid te informeren en wanneer …?` asks two things."""
    pieces = [piece.strip() for piece in _CONJOINED.split(sentence)]
    return [piece for piece in pieces if len(piece) > 8] or [sentence]


_PROMISES = re.compile(
    r"\b(?:[Ii]k zeg (?:u |de Kamer )?(?:hierbij )?toe|[Ii]k zal (?:u|de Kamer|de Eerste Kamer|de Tweede Kamer)\b"
    r"|(?:zal|zullen) (?:ik|wij) (?:u|de Kamer|uw Kamer)\b|[Dd]e regering zegt toe|[Jj]e m['’]engage"
    r"|[Nn]ous nous engageons"
    r"|[Ii]ch sage (?:Ihnen )?zu|[Dd]ie Bundesregierung wird (?:den Bundestag|Sie)\b.{0,80}unterrichten"
    r"|I (?:will|undertake to) inform|[Ww]e (?:will|undertake to) inform)"
)


def find_promises(paragraphs: list[Paragraph]) -> list[tuple[str, int]]:
    """The sentences in which something is promised, with the place of their paragraph in the cleaned text."""
    return [
        (sentence.strip(), paragraph.start)
        for paragraph in paragraphs
        for sentence in _SENTENCE.split(paragraph.text)
        if _PROMISES.search(sentence) and not sentence.rstrip().endswith("?")
    ]


def kind_of(text: str) -> AnswerKind:
    """What kind of answer a question asks for, by the words that open it."""
    for kind, pattern in _KIND_PATTERNS:
        if pattern.search(text):
            return kind
    return AnswerKind.FACT
