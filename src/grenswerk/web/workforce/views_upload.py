"""Pages of an upload: the file, what it would do, yes or no."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from grenswerk.model.errors import BadInput
from grenswerk.web.downloads import XLSX, attached
from grenswerk.web.limits import limited
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.models import Kind, Role
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.export import faults_as_xlsx, preview_as_xlsx, template_as_xlsx
from grenswerk.web.workforce.forms import UploadForm
from grenswerk.web.workforce.handing_in import begin, begin_taking, outdate, progress_of, upload_of
from grenswerk.web.workforce.handing_in import discard as discard_upload
from grenswerk.web.workforce.models import Upload
from grenswerk.web.workforce.uploads import Outdated, shown

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


@within(Role.HR, Kind.EMPLOYER)
@require_GET
def preview(request: HttpRequest, standing: Standing, upload: int) -> HttpResponse:
    """What an upload would do, or how far its reading is."""
    found = upload_of(standing, upload)
    page: dict[str, Any] = {"standing": standing, "upload": found, "shown": SHOWN}
    page |= progress_of(found)._asdict()
    if found.state == Upload.State.READY:
        page["errors"] = found.errors[:SHOWN]
        if found.kind == Upload.Kind.WORKERS:
            page["changes"] = list(islice(shown(found), SHOWN))
        page["acceptable"] = not found.counts.get("wrong")
        page["nothing"] = not any(found.counts.get(name) for name in ("new", "changed", "removed", "wrong"))
    return render(request, "workforce/preview.html", page)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def accept_upload(request: HttpRequest, standing: Standing, upload: int) -> HttpResponse:
    """Have an upload taken over in the background, whole or not at all."""
    found = upload_of(standing, upload)
    try:
        begin_taking(standing, found, by_token=False)
    except Outdated:
        outdate(found)
    except BadInput as error:
        messages.error(request, speech().say("web.refused", {"why": str(error)}))
    return redirect("workforce_preview", organisation=standing.organisation.pk, upload=found.pk)


@within(Role.HR, Kind.EMPLOYER)
@require_POST
def discard(request: HttpRequest, standing: Standing, upload: int) -> HttpResponse:
    """Forget an upload that was not taken over; one that is being read is stopped."""
    discard_upload(upload_of(standing, upload))
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
    made = faults_as_xlsx(found) if part == "faults" else preview_as_xlsx(found)
    return attached(made, XLSX, f"grenswerk-{part}.xlsx")


@within(Role.HR, Kind.EMPLOYER)
@require_GET
def template(request: HttpRequest, standing: Standing) -> HttpResponse:  # noqa: ARG001
    """An empty file with its columns explained."""
    return attached(template_as_xlsx(), XLSX, "grenswerk-workers.xlsx")
