"""What every page needs: its own address in the other languages, and the version of the site."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

ROOMS = ("mydays", "law", "dossier", "laboratory")
FOOT = ("glossary", "verify", "privacy")


def _version() -> str:
    try:
        return version_of("grenswerk")
    except PackageNotFoundError:  # run from the source tree
        return "source"


VERSION = _version()


def site(request: HttpRequest) -> dict[str, Any]:
    """The languages with the address of this page in each, and the version of the site."""
    _, _, rest = request.path.lstrip("/").partition("/")
    query = (
        f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") and request.method == "GET" else ""
    )
    room = rest.partition("/")[0]
    return {
        "languages": [(code, name, f"/{code}/{rest}{query}") for code, name in settings.LANGUAGES],
        "language": get_language(),
        "version": VERSION,
        "room": room,
        "known_room": room if room in (*ROOMS, "calculator") else "",
        "rooms": ROOMS,
        "foot_links": FOOT,
    }
