"""A file of workers of an employer: read in the background, looked at, taken over whole or not at all."""

from typing import Annotated, Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Struct
from ninja import Router

from grenswerk.model.errors import BadInput
from grenswerk.web.api.authentication import actor_of, organisation_of, token_asking
from grenswerk.web.api.batch import Format, as_csv
from grenswerk.web.api.refusals import JSON, Refused
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.batch import BODY, rows_given
from grenswerk.web.api.v1.operations import line, operation, reference
from grenswerk.web.api.v1.parameters import query
from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.access import Standing
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.workforce.handing_in import (
    BUSY,
    begin,
    begin_taking,
    discard,
    outdate,
    progress_of,
    take_over,
    upload_of,
)
from grenswerk.web.workforce.models import Upload
from grenswerk.web.workforce.uploads import Outdated
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
    state: str  # reading, ready, refused, taking, accepted, outdated
    counts: dict[str, int]  # rows that are new, changed, the same, removed, wrong
    errors: list[RowFault]  # the first thousand
    error: str | None  # what is wrong with the file as a whole
    address: str


SHOWN = {"content": {JSON: {"schema": reference("UploadShown")}}}
FEW = 500  # rows that are written at once
OVERTAKEN = "upload: the workers were changed since it was read: expected it to be sent again"
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
    whole: Annotated[bool, query("rows of its years that are not in the file are removed")] = False,  # noqa: FBT002
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
    record(
        "api_workers_sent", actor_of(token_asking(request)), organisation, thing=whole_of(standing.organisation)
    )
    response = line(_shown(begun))
    response.status_code = 202
    response["Location"] = _address(begun)
    return response


@operation(router, "GET", ONE, Scope.ORGANISATION_WRITE, "UploadShown")
def upload(request: HttpRequest, organisation: UUID, upload: int) -> HttpResponse:
    """What a file of workers would do, and how far it is"""
    return line(_shown(_upload(_standing(request, organisation), upload)))


@operation(router, "DELETE", ONE, Scope.ORGANISATION_WRITE, "UploadShown", address="upload")
def upload_discard(request: HttpRequest, organisation: UUID, upload: int) -> HttpResponse:
    """Forget a file that was not taken over"""
    found = _upload(_standing(request, organisation), upload)
    shown = _shown(found)
    discard(found)
    return line(shown)


@operation(
    router,
    "POST",
    f"{ONE}/acceptance",
    Scope.ORGANISATION_WRITE,
    {
        200: {"description": "It is taken over", **SHOWN},
        202: {"description": "It is being taken over; its address says how far it is", **SHOWN},
    },
    refusals=(409,),
)
def upload_accept(request: HttpRequest, organisation: UUID, upload: int) -> HttpResponse:
    """Take a file of workers over, whole or not at all

    A file that changes at most 500 rows is taken over at once (200), a larger one in the background (202): ask its
    address until its `state` is `accepted`. Refused where a row is wrong (422), while it is being read or taken
    over, and where the workers were changed since it was read (409): it is `outdated` then, send it again. Taking
    over what was taken over changes nothing.
    """
    standing = _standing(request, organisation)
    found = _upload(standing, upload)
    if found.state != Upload.State.ACCEPTED:
        _accept(standing, found)
        record(
            "api_workers_accepted",
            actor_of(token_asking(request)),
            organisation,
            thing=whole_of(standing.organisation),
        )
        found.refresh_from_db(fields=["state"])
    response = line(_shown(found))
    if found.state != Upload.State.ACCEPTED:
        response.status_code = 202
        response["Location"] = _address(found)
    return response


def _accept(standing: Standing, found: Upload) -> None:
    """Take a file over at once, or have that done; raises `Refused` and `BadInput`."""
    if found.state in BUSY:
        raise Refused(409, f"upload: is {found.state}: expected one that is ready")
    if found.state == Upload.State.OUTDATED:
        raise Refused(409, OVERTAKEN)
    if found.errors:
        row, identity, _, wrong = found.errors[0]
        raise BadInput(f"upload: {found.counts.get('wrong', 1)} rows are wrong: row {row} ({identity}): {wrong}")
    try:
        if sum(found.counts.get(fate, 0) for fate in ("new", "changed", "removed")) <= FEW:
            take_over(standing, found)
        else:
            begin_taking(standing, found, by_token=True)
    except Outdated:
        outdate(found)
        raise Refused(409, OVERTAKEN) from None
    except BadInput:
        found.refresh_from_db(fields=["state"])
        if found.state != Upload.State.ACCEPTED:  # another request has taken it over meanwhile
            raise


def _standing(request: HttpRequest, organisation: UUID) -> Standing:
    """Who acts: for the site it is who made the token, in the role of HR."""
    token = token_asking(request)
    own = organisation_of(token, organisation, Kind.EMPLOYER)
    if token.made_by is None:
        raise Refused(403, "Authorization: who made the token has no account any more: expected a new token")
    return Standing(own, token.made_by, Role.HR)


def _upload(standing: Standing, upload: int) -> Upload:
    """An upload as it stands; where its job was broken off it says what can be done."""
    found = upload_of(standing, upload)
    if progress_of(found).lost:
        if found.state == Upload.State.TAKING:  # nothing was written
            found.state = Upload.State.READY
        else:
            found.state = Upload.State.REFUSED
            found.wrong = f"{found.name}: its reading was broken off: expected it to be sent again"
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
