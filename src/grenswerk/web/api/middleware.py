"""Whatever refuses a request to the API, a program is told so in the form of the API."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from grenswerk.web.api.refusals import JSON, NOTHING_HERE, refusal

ADDRESS = "/api/"
SAID = {
    400: "the request cannot be read: expected HTTP with a body as its headers say",
    403: "the request is refused: expected a token that may",
    404: NOTHING_HERE,
    413: "body: is too large: expected fewer bytes",
    500: "the site failed, which was noted: expected nothing else of you; ask again later",
    503: "the site is not ready: expected another try in a moment",
}


class ApiRefusals:
    """Turns the site's pages of an error into the one form, where a program asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; one that refuses without the form of the API gets it."""
        response = self.get_response(request)
        if not request.path_info.startswith(ADDRESS) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(JSON):
            return response
        if response.status_code == 405:
            allowed = ", ".join(sorted(response.headers.get("Allow", "").replace(" ", "").split(",")))
            said = f"{request.method}: expected {allowed}"
        else:
            said = f"{request.path}: {SAID.get(response.status_code, SAID[400])}"
        response.content = refusal(response.status_code, said).content
        response.headers["Content-Type"] = JSON
        response.headers["Content-Length"] = str(len(response.content))
        return response
