"""The political dossier, and what a text cites or asks."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from msgspec import Meta, Struct
from ninja import Router

from grenswerk.render.speech import Speech
from grenswerk.requests.dossier import LONGEST, citations_shown, letter_shown, status_shown, timeline_shown
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.bodies import data_of
from grenswerk.web.api.v1.law_asked import Language
from grenswerk.web.api.v1.operations import line, operation
from grenswerk.web.api.v1.parameters import query

router = Router(tags=["dossier"])
On = Annotated[str | None, query("as it stood on that day", format="date")]


class TextAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A text to be read; it is not kept."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST)]


@operation(router, "GET", "/status", Scope.DOSSIER, "Standing")
def dossier_status(request: HttpRequest, on: On = None) -> HttpResponse:  # noqa: ARG001
    """What is open, who owes it, since when and due when"""
    return line(status_shown(on))


@operation(router, "GET", "/timeline", Scope.DOSSIER, "DossierTimeline")
def dossier_timeline(request: HttpRequest, on: On = None) -> HttpResponse:  # noqa: ARG001
    """What happened, in order of time"""
    return line(timeline_shown(on))


@operation(router, "POST", "/cite", Scope.DOSSIER, "Citations", body="TextAsked")
def dossier_cite(request: HttpRequest) -> HttpResponse:
    """Find the citations of a text and say what each means"""
    return line(citations_shown(data_of(request, TextAsked).text))


@operation(router, "POST", "/read", Scope.DOSSIER, "Letter", body="TextAsked")
def dossier_read(request: HttpRequest, lang: Language = "en") -> HttpResponse:
    """Who asks whom what by when, in the text of a parliamentary letter"""
    speech = Speech(lang)
    return line(letter_shown(data_of(request, TextAsked).text, speech))
