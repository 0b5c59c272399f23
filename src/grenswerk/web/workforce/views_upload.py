"""Pages of an upload: the file, what it would do, yes or no."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from grenswerk.model.errors import BadInput
from grenswerk.web import uploads
from grenswerk.web.audit.recording import record
from grenswerk.web.downloads import XLSX, attached
from grenswerk.web.jobs.models import Job
from grenswerk.web.jobs.submission import cancel, submit
from grenswerk.web.limits import limited
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.export import faults_as_xlsx, preview_as_xlsx, template_as_xlsx
from grenswerk.web.workforce.forms import ENDINGS, UploadForm
from grenswerk.web.workforce.job_kinds import LARGEST
from grenswerk.web.workforce.models import Upload, Workforce
from grenswerk.web.workforce.uploads import Outdated, check_acceptable, content_of, shown
from grenswerk.web.workforce.writing import locked, whole_of

SHOWN = 100  # rows of a preview on the page; all are in the spreadsheet


@within(Role.HR, Kind.EMPLOYER)
@limited("upload")
def upload(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Hand in a file of workers, or of their days."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = begin(standing, form.cleaned_data["file"], whole=form.cleaned_data["whole"])
        except BadInput as error:
            form.add_error("file", str(error))
        else:
            return redirect("workforce_preview", organisation=standing.organisation.pk, upload=begun.pk)
    waiting = Upload.objects.filter(organisation=standing.organisation, state=Upload.State.READY).defer("content")
    page = {"standing": standing, "form": form, "waiting": waiting}
    return render(request, "workforce/upload.html", page, status=422 if form.errors else 200)


def begin(standing: Standing, file: UploadedFile[Any], *, whole: bool) -> Upload:
    """Keep an upload and have it read in the background; raises `BadInput` for one that is not read at all."""
    name = PurePath(file.name or "file").name[-80:]
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(f'{name}: ending is "{ending}": expected one of {", ".join(ENDINGS)}')
    content = uploads.content_of(file, LARGEST)
    with transaction.atomic():
        version = Workforce.objects.filter(organisation=standing.organisation).values_list("version", flat=True)
        begun = Upload.objects.create(
            organisation=standing.organisation,
            by=standing.person,
            name=name,
            whole=whole,
            seen=version.first() or 0,
        )
        payload = {"upload": begun.pk, "file": f"upload{ending}"}
        files = {f"upload{ending}": content}
        begun.job = submit(
            standing.person, "workforce.upload", payload, standing.organisation, title=name, files=files
        ).pk
        begun.save(update_fields=["job"])
        record(
            "workers_file_read", standing.person, standing.organisation.pk, thing=whole_of(standing.organisation)
        )
    return begun


def _job_of(upload: Upload) -> Job | None:
    return Job.objects.filter(pk=upload.job).first() if upload.job else None


def upload_of(standing: Standing, upload: int) -> Upload:
    """An upload of the organisation; anything else is not found."""
    return get_object_or_404(Upload, organisation=standing.organisation, pk=upload)


@within(Role.HR, Kind.EMPLOYER)
@require_GET
def preview(request: HttpRequest, standing: Standing, upload: int) -> HttpResponse:
    """What an upload would do, or how far its reading is."""
    found = upload_of(standing, upload)
    job = _job_of(found)
    if job and job.has_ended:  # what it has done may be newer than what was read before it
        found.refresh_from_db()
    page: dict[str, Any] = {"standing": standing, "upload": found, "job": job, "shown": SHOWN}
    busy = found.state in (Upload.State.READING, Upload.State.TAKING)
    page["lost"] = busy and (job is None or job.has_ended)
    page["busy"] = busy and not page["lost"]
    if page["lost"] and found.state == Upload.State.TAKING:  # nothing was written: it can be tried again
        Upload.objects.filter(pk=found.pk, state=Upload.State.TAKING).update(state=Upload.State.READY)
    if found.state == Upload.State.READY:
        page["errors"] = found.errors[:SHOWN]
        if found.kind == Upload.Kind.WORKERS:
            page["changes"] = list(shown(content_of(found)))[:SHOWN]
        page["acceptable"] = not found.counts.get("wrong")
        page["nothing"] = not any(found.counts.get(name) for name in ("new", "changed", "removed", "wrong"))
    return render(request, "workforce/preview.html", page)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def accept_upload(request: HttpRequest, standing: Standing, upload: int) -> HttpResponse:
    """Have an upload taken over in the background, whole or not at all."""
    found = upload_of(standing, upload)
    try:
        with transaction.atomic():
            version = locked(standing.organisation).version
            own = Upload.objects.select_for_update().get(pk=found.pk)
            if own.state == Upload.State.READY:
                check_acceptable(own, version)
                own.state = Upload.State.TAKING
                payload = {"upload": own.pk, "person": standing.person.pk}
                own.job = submit(
                    standing.person, "workforce.accept", payload, standing.organisation, title=own.name
                ).pk
                own.save(update_fields=["state", "job"])
    except Outdated:
        Upload.objects.filter(pk=found.pk).update(state=Upload.State.OUTDATED, content=None)
    except BadInput as error:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
    return redirect("workforce_preview", organisation=standing.organisation.pk, upload=found.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def discard(request: HttpRequest, standing: Standing, upload: int) -> HttpResponse:
    """Forget an upload that was not taken over; one that is being read is stopped."""
    found = upload_of(standing, upload)
    job = _job_of(found)
    if job and not job.has_ended:
        cancel(job)
    found.delete()
    messages.success(request, speech().say("workforce.discarded"))
    return redirect("workforce_upload", organisation=standing.organisation.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_GET
def download(request: HttpRequest, standing: Standing, upload: int, part: str) -> HttpResponse:  # noqa: ARG001
    """The faults of an upload, or its preview, as a spreadsheet."""
    found = upload_of(standing, upload)
    if found.state != Upload.State.READY or part not in ("faults", "preview"):
        raise Http404
    if part == "preview" and found.kind != Upload.Kind.WORKERS:
        raise Http404
    made = faults_as_xlsx(found) if part == "faults" else preview_as_xlsx(content_of(found))
    return attached(made, XLSX, f"grenswerk-{part}.xlsx")


@within(Role.HR, Kind.EMPLOYER)
@require_GET
def template(request: HttpRequest, standing: Standing) -> HttpResponse:  # noqa: ARG001
    """An empty file with its columns explained."""
    return attached(template_as_xlsx(), XLSX, "grenswerk-workers.xlsx")
