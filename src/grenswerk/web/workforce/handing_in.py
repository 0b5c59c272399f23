"""The life of an upload: handed in, read, taken over or forgotten; the same for the pages and for the API."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.shortcuts import get_object_or_404

from grenswerk.model.errors import BadInput
from grenswerk.web.audit.recording import record
from grenswerk.web.jobs.kinds import MEGABYTE
from grenswerk.web.jobs.models import Job
from grenswerk.web.jobs.submission import cancel, submit
from grenswerk.web.organisations.access import Standing
from grenswerk.web.uploads import content_of, name_of
from grenswerk.web.workforce.forms import ENDINGS
from grenswerk.web.workforce.ledger import accept_ledger
from grenswerk.web.workforce.models import Upload, Workforce
from grenswerk.web.workforce.uploads import accept, check_acceptable
from grenswerk.web.workforce.writing import locked, whole_of

LARGEST = 20 * MEGABYTE  # bytes of an uploaded file
BUSY = (Upload.State.READING, Upload.State.TAKING)


class Progress(NamedTuple):
    """How far the job of an upload is; `lost`: it ended without saying what it did."""

    job: Job | None
    busy: bool
    lost: bool


def begin(standing: Standing, file: UploadedFile[Any], *, whole: bool) -> Upload:
    """Keep an upload and have it read in the background; raises `BadInput` for one that is not read at all."""
    name = name_of(file)
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(f'{name}: ending is "{ending}": expected one of {", ".join(ENDINGS)}')
    content = content_of(file, LARGEST)
    organisation = standing.organisation
    with transaction.atomic():
        version = Workforce.objects.filter(organisation=organisation).values_list("version", flat=True).first()
        begun = Upload.objects.create(
            organisation=organisation, by=standing.person, name=name, whole=whole, seen=version or 0
        )
        payload = {"upload": begun.pk, "file": f"upload{ending}"}
        files = {f"upload{ending}": content}
        begun.job = submit(standing.person, "workforce.upload", payload, organisation, title=name, files=files).pk
        begun.save(update_fields=["job"])
        record("workers_file_read", standing.person, organisation.pk, thing=whole_of(organisation))
    return begun


def upload_of(standing: Standing, upload: int) -> Upload:
    """An upload of the organisation, without its content; anything else is not found."""
    own = Upload.objects.filter(organisation=standing.organisation).defer("content")
    return get_object_or_404(own, pk=upload)


def progress_of(upload: Upload) -> Progress:
    """How far its job is; one lost while it took the upload over has written nothing: that is ready again."""
    job = Job.objects.filter(pk=upload.job).first() if upload.job else None
    if job and job.has_ended:  # what it has done may be newer than what was read before it
        upload.refresh_from_db(fields=["state", "kind", "wrong", "counts", "errors"])
    busy = upload.state in BUSY
    lost = busy and (job is None or job.has_ended)
    if lost:
        Upload.objects.filter(pk=upload.pk, state=Upload.State.TAKING).update(state=Upload.State.READY)
    return Progress(job, busy and not lost, lost)


def discard(upload: Upload) -> None:
    """Forget an upload that was not taken over; one that is being read is stopped."""
    job = progress_of(upload).job
    if job and not job.has_ended:
        cancel(job)
    upload.delete()


def begin_taking(standing: Standing, upload: Upload, *, by_token: bool) -> None:
    """Have an upload taken over in the background; one that is no longer ready stays as it is.

    `by_token`: for a program, whose token was all that it needed. Raises as `take_over`.
    """
    with transaction.atomic():
        version = locked(standing.organisation).version
        own = get_object_or_404(Upload.objects.select_for_update().defer("content"), pk=upload.pk)
        if own.state != Upload.State.READY:
            return
        check_acceptable(own, version)
        own.state = Upload.State.TAKING
        payload = {"upload": own.pk, "person": standing.person.pk, "by_token": by_token}
        own.job = submit(standing.person, "workforce.accept", payload, standing.organisation, title=own.name).pk
        own.save(update_fields=["state", "job"])


def take_over(standing: Standing, upload: Upload) -> None:
    """Write an upload, whole or not at all.

    Raises `Outdated` where the rows were changed since its preview, `BadInput` for one that cannot be taken over.
    """
    (accept_ledger if upload.kind == Upload.Kind.LEDGER else accept)(standing, upload)


def outdate(upload: Upload) -> None:
    """What the upload would do is forgotten: the rows were changed since."""
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.OUTDATED, content=None)
