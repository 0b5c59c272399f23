"""A file of workers of an employer: read in the background, looked at, taken over whole or not at all."""

from typing import Annotated, Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Struct
from ninja import Query, Router

from grenswerk.model.errors import BadInput
from grenswerk.web.api.authentication import actor_of, organisation_of
from grenswerk.web.api.batch import Format, as_csv
from grenswerk.web.api.models import Token
from grenswerk.web.api.refusals import JSON, Refused
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.batch import BODY, rows_given
from grenswerk.web.api.v1.operations import line, operation, reference
from grenswerk.web.audit.recording import record
from grenswerk.web.jobs.models import Job
from grenswerk.web.jobs.submission import cancel
from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.workforce.ledger import accept_ledger
from grenswerk.web.workforce.models import Upload
from grenswerk.web.workforce.uploads import Outdated, accept
from grenswerk.web.workforce.views_upload import begin
from grenswerk.web.workforce.writing import whole_of

router = Router(tags=["organisations"])


class RowFault(Struct):
    """What is wrong with one row of a file; `row` counts from 1, without the names."""

    row: int
    id: str
    column: str
    error: str


class UploadShown(Struct):
    """A file of workers: what it would do, before it is taken over."""

    upload: int
    name: str
    state: str  # reading, ready, refused, accepted
    counts: dict[str, int]  # rows that are new, changed, the same, removed, wrong
    errors: list[RowFault]  # the first thousand
    error: str | None  # what is wrong with the file as a whole
    address: str


SHOWN = {"content": {JSON: {"schema": reference("UploadShown")}}}
ONE = "/{uuid:organisation}/uploads/{int:upload}"


@operation(
    router,
    "POST",
    "/{uuid:organisation}/uploads",
    Scope.ORGANISATION_WRITE,
    {202: {"description": "The file is being read; its address says how far it is", **SHOWN}},
    body=BODY,
)
def upload_workers(
    request: HttpRequest,
    organisation: UUID,
    whole: Annotated[bool, Query(description="rows of its years that are not in the file are removed")] = False,  # noqa: FBT002
) -> HttpResponse:
    """Send a file of workers

    A row a worker, in the columns of `grenswerk batch` with `id`, `name`, `mail`: JSON, csv, xlsx or parquet. It
    is read in the background; nothing changes before it is taken over.
    """
    standing = _standing(request, organisation)
    given, content = rows_given(request)
    if given is Format.JSON:
        given, content = Format.CSV, as_csv(content)
    begun = begin(standing, SimpleUploadedFile(f"workers.{given}", content), whole=whole)
    record("api_workers_sent", actor_of(_token(request)), organisation, thing=whole_of(standing.organisation))
    response = line(_shown(begun))
    response.status_code = 202
    response["Location"] = _address(begun)
    return response


@operation(router, "GET", ONE, Scope.ORGANISATION_WRITE, "UploadShown")
def upload(request: HttpRequest, organisation: UUID, upload: int) -> HttpResponse:
    """What a file of workers would do"""
    return line(_shown(_upload(_standing(request, organisation), upload)))


@operation(router, "DELETE", ONE, Scope.ORGANISATION_WRITE, "UploadShown", address="upload")
def upload_discard(request: HttpRequest, organisation: UUID, upload: int) -> HttpResponse:
    """Forget a file that was not taken over"""
    found = _upload(_standing(request, organisation), upload)
    shown = _shown(found)
    job = Job.objects.filter(pk=found.job).first() if found.job else None
    if job and not job.has_ended:
        cancel(job)
    found.delete()
    return line(shown)


@operation(router, "POST", f"{ONE}/acceptance", Scope.ORGANISATION_WRITE, "UploadShown", refusals=(409,))
def upload_accept(request: HttpRequest, organisation: UUID, upload: int) -> HttpResponse:
    """Take a file of workers over, whole or not at all

    Refused where a row is wrong (422), and where the workers were changed since the file was read (409): send it
    again. Taking over what was taken over changes nothing.
    """
    standing = _standing(request, organisation)
    found = _upload(standing, upload)
    if found.state != Upload.State.ACCEPTED:
        _accept(standing, found)
        record(
            "api_workers_accepted", actor_of(_token(request)), organisation, thing=whole_of(standing.organisation)
        )
        found.refresh_from_db()
    return line(_shown(found))


def _accept(standing: Standing, found: Upload) -> None:
    if found.state == Upload.State.READING:
        raise Refused(409, f"upload: is {found.state}: expected one that is ready")
    if found.errors:
        row, identity, _, wrong = found.errors[0]
        raise BadInput(f"upload: {found.counts.get('wrong', 1)} rows are wrong: row {row} ({identity}): {wrong}")
    try:
        (accept_ledger if found.kind == Upload.Kind.LEDGER else accept)(standing, found)
    except Outdated:
        raise Refused(
            409, "upload: the workers were changed since it was read: expected it to be sent again"
        ) from None


def _token(request: HttpRequest) -> Token:
    token: Token = request.auth  # type: ignore[attr-defined]
    return token


def _standing(request: HttpRequest, organisation: UUID) -> Standing:
    """Who acts: for the site it is who made the token, in the role of HR."""
    token = _token(request)
    own = organisation_of(token, organisation, Kind.EMPLOYER)
    if token.made_by is None:
        raise Refused(403, "Authorization: who made the token has no account any more: expected a new token")
    return Standing(own, token.made_by, Role.HR)


def _upload(standing: Standing, upload: int) -> Upload:
    found = Upload.objects.filter(organisation=standing.organisation, pk=upload).first()
    if found is None:
        raise Http404
    return found


def _shown(found: Upload) -> UploadShown:
    faults: list[Any] = found.errors
    return UploadShown(
        upload=found.pk,
        name=found.name,
        state=found.state,
        counts=found.counts,
        errors=[RowFault(*fault) for fault in faults],
        error=found.wrong or None,
        address=_address(found),
    )


def _address(found: Upload) -> str:
    names = {"organisation": found.organisation_id, "upload": found.pk}
    return reverse("api-v1:upload", kwargs=names)
