"""What a program is told when it gets no answer: `{"error": "…"}`, one line, in the words of the command line."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from grenswerk.model.errors import BadInput, one_line
from grenswerk.web.jobs.submission import TooManyJobs
from grenswerk.web.mydays.log import Conflict

JSON = "application/json"
EXPECTED = {
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number",
    "float_parsing": "a number",
    "bool_parsing": "true or false",
    "uuid_parsing": "an id",
}
NO_TOKEN = 'Authorization: is missing: expected "Bearer" and a token'
NOTHING_HERE = "there is nothing here for this token: expected an address of the API and a row of its own"


class Refused(Exception):
    """A refusal with its status."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        self.status, self.headers = status, {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(message)


def refusal(status: int, message: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """The response of a refusal."""
    content = msgspec.json.encode({"error": one_line(message)}) + b"\n"
    return HttpResponse(
        content, status=status, content_type=JSON, headers={"Content-Language": "en", **(headers or {})}
    )


def say_refusals(api: NinjaAPI) -> None:
    """Let the API answer every refusal in the one form."""

    def bad_input(_request: HttpRequest, error: Any) -> HttpResponse:
        return refusal(422, str(error))

    def refused(_request: HttpRequest, error: Any) -> HttpResponse:
        return refusal(error.status, str(error), error.headers)

    def not_found(request: HttpRequest, _error: Any) -> HttpResponse:
        return refusal(404, f"{request.path}: {NOTHING_HERE}")

    def forbidden(request: HttpRequest, _error: Any) -> HttpResponse:
        return refusal(
            403, f"{request.path}: the role of this token is too low: expected a token with another scope"
        )

    def too_large(_request: HttpRequest, _error: Any) -> HttpResponse:
        return refusal(413, "body: is too large: expected fewer bytes")

    def unreadable(_request: HttpRequest, _error: Any) -> HttpResponse:
        return refusal(400, "body: ended before its length: expected the whole of it")

    def unknown(_request: HttpRequest, _error: Any) -> HttpResponse:
        return refusal(401, NO_TOKEN, {"WWW-Authenticate": "Bearer"})

    def too_many(_request: HttpRequest, error: Any) -> HttpResponse:
        return refusal(429, str(error), {"Retry-After": "60"})

    def conflict(_request: HttpRequest, error: Any) -> HttpResponse:
        dates = ", ".join(date.isoformat() for date in error.dates[:5])
        return refusal(
            409, f"seen: {dates} written by another change since: expected the version that was read last"
        )

    api.add_exception_handler(BadInput, bad_input)
    api.add_exception_handler(TooManyJobs, too_many)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(PermissionDenied, forbidden)
    api.add_exception_handler(RequestDataTooBig, too_large)
    api.add_exception_handler(UnreadablePostError, unreadable)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(Conflict, conflict)
    api.add_exception_handler(ValidationError, _wrong_question)


def _wrong_question(request: HttpRequest, error: Any) -> HttpResponse:
    """A value of the address that is none, in the words in which the command line refuses an option."""
    first = error.errors[0]
    name = str(first["loc"][1] if len(first["loc"]) > 1 else first["loc"][0])
    expected = EXPECTED.get(first["type"], "another value")
    if first["type"] == "missing":
        return refusal(422, f"{name} is missing: expected a value")
    return refusal(422, f'{name} is "{request.GET.get(name, "")}": expected {expected}')
