"""An operation: its address, who may ask it, what it is asked and what it answers, said once."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from grenswerk.model.errors import BadInput, nearest
from grenswerk.web.api.authentication import Bearer
from grenswerk.web.api.refusals import JSON
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.bodies import DOCUMENTS

View = Callable[..., HttpResponseBase]
ALWAYS = (400, 401, 403, 404, 422, 429, 503, 507)  # the last two: the database is away, the disk is full
WITH_A_BODY = (413, 415)


class Refusal(Schema):
    """What is wrong, in one line: where, what was found, what was expected."""

    error: str


def operation(
    router: Router,
    method: str,
    path: str,
    scope: Scope,
    answer: str | dict[int, Any],
    *,
    body: str | dict[str, Any] | None = None,
    refusals: tuple[int, ...] = (),
    address: str = "",
) -> Callable[[View], View]:
    """Register a view under `path`; the first line of its docstring is the summary.

    `answer`: the name of the schema of its answer in JSON, or whole responses by status. `body`: the name of the
    schema of its body as a document, or the body's content by kind. `refusals`: statuses beside the usual ones.
    `address`: its name where another operation has the same address.
    """
    responses = _responses(answer)
    wrong = sorted({*ALWAYS, *refusals, *(WITH_A_BODY if body else ())})
    extra: dict[str, Any] = {"responses": responses}
    if body is not None:
        content = body if isinstance(body, dict) else {kind: {"schema": reference(body)} for kind in DOCUMENTS}
        extra["requestBody"] = {"content": content, "required": True}
    extra["security"] = [{Bearer.__name__: [scope.value]}]

    def register(view: View) -> View:
        known = [name for name in signature(view).parameters if name != "request" and f"{{{name}}}" not in path]
        lines = (view.__doc__ or "").strip().splitlines()

        @wraps(view)
        def asked(request: HttpRequest, **given: Any) -> HttpResponseBase:
            _refuse_unknown(request, [name for name in known if f":{name}}}" not in path])
            response = view(request, **given)
            response["Content-Language"] = given.get("lang", "en")  # whatever the site would say to a browser
            return response

        register_view = router.api_operation(
            [method],
            path,
            auth=Bearer(scope),
            response={**dict.fromkeys(responses), **dict.fromkeys(wrong, Refusal)},
            operation_id=view.__name__,
            url_name=address or view.__name__,
            summary=lines[0].strip(),
            description="\n".join(line.strip() for line in lines[2:]) or None,
            openapi_extra=extra,
        )
        registered: View = register_view(asked)
        return registered

    return register


def reference(name: str) -> dict[str, str]:
    """Where a schema stands."""
    return {"$ref": f"#/components/schemas/{name}"}


def line(data: Any) -> HttpResponse:
    """The answer as the command line prints it with `--json`: one line."""
    text = data if isinstance(data, str) else msgspec.json.encode(data).decode()
    return HttpResponse(f"{text}\n", content_type=JSON)


def _responses(answer: str | dict[int, Any]) -> dict[int, Any]:
    if isinstance(answer, dict):
        return answer
    return {200: {"description": "The answer", "content": {JSON: {"schema": reference(answer)}}}}


def _refuse_unknown(request: HttpRequest, known: list[str]) -> None:
    """A name in the query that nobody reads would be a question that is not answered."""
    for name in request.GET:
        if name not in known:
            expected = f"one of {', '.join(known)}" if known else "no name"
            raise BadInput(f'query: unknown name "{name}": expected {expected}{nearest(name, known)}')
