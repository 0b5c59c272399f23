"""Headers of a page: what a person types here is kept by no cache but the browser's own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PageHeaders:
    """Keeps pages out of shared caches, and away from features of the browser that the site does not use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private" if is_personal(request) else "private, no-cache"
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/") and "charset" not in kind:
            response["Content-Type"] = f"{kind}; charset=utf-8"  # as every text here is written
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if getattr(request, "signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def is_personal(request: HttpRequest) -> bool:
    """Whether a page was made for one person: the browser itself does not keep it either."""
    return bool(getattr(request, "user", None) and request.user.is_authenticated) or "/account/" in request.path
