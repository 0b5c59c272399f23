"""Many workers at once; small ones are answered at once, large ones by a job."""

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Router

from grenswerk.model.errors import BadInput, nearest
from grenswerk.web.api.authentication import token_asking
from grenswerk.web.api.batch import FORMATS, LARGEST, Format, answered, at_once
from grenswerk.web.api.job_kinds import BATCH
from grenswerk.web.api.refusals import JSON, Refused
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.bodies import WHERE, content_of, kind_of
from grenswerk.web.api.v1.operations import line, operation, reference
from grenswerk.web.api.v1.parameters import query
from grenswerk.web.jobs.models import Job, State, Trouble
from grenswerk.web.jobs.submission import cancel, submit

router = Router(tags=["batch"])
MULTIPART = "multipart/form-data"
FILE = "file"
WHY = {
    Trouble.SECONDS: "took too long",
    Trouble.MEMORY: "took too much memory",
    Trouble.SIZE: "made a file that is too large",
    Trouble.DISK: "found no room on the disk",
    Trouble.LOST: "lost its worker",
    Trouble.FAULT: "failed, which was noted",
}
BODY: dict[str, Any] = {
    JSON: {"schema": {"type": "array", "minItems": 1, "items": reference("BatchRow")}},
    **{of: {"schema": {"type": "string"}} for of in FORMATS if of != JSON},
    MULTIPART: {
        "schema": {
            "type": "object",
            "properties": {FILE: {"type": "string", "format": "binary"}},
            "required": [FILE],
            "additionalProperties": False,
        }
    },
}
FILES: dict[str, Any] = {
    JSON: {"schema": {"type": "array", "items": reference("BatchAnswer")}},
    **{of: {"schema": {"type": "string"}} for of in FORMATS if of != JSON},
}
JOB = {"content": {JSON: {"schema": reference("BatchJob")}}}
LOCATION = {"Location": {"description": "where to ask how far it is", "schema": {"type": "string"}}}


@operation(
    router,
    "POST",
    "",
    Scope.BATCH,
    {
        200: {"description": "The answers, a row a worker", "content": FILES},
        202: {"description": "A job that will make them", "headers": LOCATION, **JOB},
    },
    body=BODY,
)
def batch(
    request: HttpRequest,
    answer: Annotated[
        str | None,
        query("format of the answers; that of the body when left out", enum=[*Format]),
    ] = None,
) -> HttpResponse:
    """Assess many workers

    A row a worker-employment, in the columns of `grenswerk batch`: JSON, csv, xlsx or parquet, as the body or as
    the file of a form. A row that cannot be computed has its `error`; the others are computed. A body of at most
    200 kB is answered at once (200), a larger one by a job (202): ask its address until it is done.
    """
    given, content = rows_given(request)
    wanted = given if answer is None else _format(answer)
    if at_once(content):
        return HttpResponse(answered(content, given, wanted), content_type=wanted.media_type)
    token = token_asking(request)
    owner = token.person or token.made_by
    if owner is None:
        raise Refused(403, "Authorization: who made the token has no account any more: expected a new token")
    payload = {"given": given.value, "wanted": wanted.value}
    files = {f"workers.{given}": content}
    job = submit(owner, BATCH, payload, token.organisation, title=token.name, files=files)
    response = line(_shown(job))
    response.status_code = 202
    response["Location"] = _address(job)
    return response


@operation(router, "GET", "/{uuid:job}", Scope.BATCH, "BatchJob")
def batch_job(request: HttpRequest, job: UUID) -> HttpResponse:
    """How far a job is"""
    return line(_shown(_job_of(request, job)))


@operation(router, "DELETE", "/{uuid:job}", Scope.BATCH, "BatchJob", address="batch_job")
def batch_cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Cancel a job; one that has ended stays as it is"""
    found = _job_of(request, job)
    cancel(found)
    return line(_shown(found))


@operation(
    router,
    "GET",
    "/{uuid:job}/result",
    Scope.BATCH,
    {200: {"description": "The answers, a row a worker", "content": FILES}},
    refusals=(409,),
)
def batch_result(request: HttpRequest, job: UUID) -> HttpResponseBase:
    """The answers that a job has made"""
    found = _job_of(request, job)
    if found.state != State.DONE:
        why = f": {_error(found)}" if _error(found) else ""
        raise Refused(409, f"job: is {found.state}{why}: expected one that is done")
    wanted = Format(found.payload["wanted"])
    path = found.file(f"answers.{wanted}")
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type=wanted.media_type)


def rows_given(request: HttpRequest) -> tuple[Format, bytes]:
    """The rows of a request: the body itself, or the file of a form; raises `Refused`."""
    kind = kind_of(request, *FORMATS, MULTIPART)
    if kind != MULTIPART:
        content = content_of(request, LARGEST)
        if not content:
            raise BadInput(f"{WHERE}: is empty: expected a row for each worker")
        return FORMATS[kind], content
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > LARGEST:
        raise Refused(413, f"{WHERE}: {length or 'unknown'} bytes: expected at most {LARGEST}")
    sent = [*request.POST, *(name for name, files in request.FILES.lists() for _ in files)]
    file = request.FILES.get(FILE)
    if file is None or sent != [FILE]:
        found = ", ".join(sent) or "nothing"
        raise BadInput(f'{WHERE}: the form has {found}: expected one file called "{FILE}"')
    return _format(str(file.name).rpartition(".")[2].lower()), file.read()


def _format(name: str) -> Format:
    if name not in list(Format):
        known = [form.value for form in Format]
        raise BadInput(f'format "{name}": expected one of {", ".join(known)}{nearest(name, known)}')
    return Format(name)


def _job_of(request: HttpRequest, job: UUID) -> Job:
    """A job of the organisation, or of the person, whose token asks; raises `Http404` for any other."""
    token = token_asking(request)
    own = Job.objects.filter(pk=job, kind=BATCH)
    if token.organisation_id is not None:
        found = own.filter(organisation=token.organisation_id).first()
    else:
        found = own.filter(organisation=None, owner=token.person).first()
    if found is None:
        raise Http404
    return found


def _shown(job: Job) -> dict[str, Any]:
    result = job.result or {}
    return {
        "job": str(job.pk),
        "state": job.state,
        "part": job.part,
        "rows": result.get("rows"),
        "summary": result.get("summary"),
        "error": _error(job),
        "address": _address(job),
        "result": reverse("api-v1:batch_result", kwargs={"job": job.pk}) if job.state == State.DONE else None,
        "expires": job.expires.isoformat() if job.expires else None,
    }


def _error(job: Job) -> str | None:
    """Why a job failed, in one line."""
    if job.state != State.FAILED:
        return None
    return job.error or f"job: {WHY.get(Trouble(job.trouble), 'failed')}: expected another try"


def _address(job: Job) -> str:
    return reverse("api-v1:batch_job", kwargs={"job": job.pk})
