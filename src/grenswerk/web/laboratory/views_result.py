"""A result under its permanent address: the page, its plots, its tables, its report."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from grenswerk.render.speech import LANGUAGES
from grenswerk.web.laboratory.access import Reading, readable
from grenswerk.web.laboratory.downloads import csv, workbook
from grenswerk.web.laboratory.keeping import folder_of, is_kept, report_in, table_in, tables_in
from grenswerk.web.laboratory.models import Result
from grenswerk.web.laboratory.question import state_of_law
from grenswerk.web.speaking import speech

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@readable
@require_GET
def result(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The page of a result; as long as it is not there, that of its job."""
    run = reading.run
    if not is_kept(run.key):
        if reading.mine and run.job is not None and not run.job.has_ended:
            return redirect("job", job=run.job.pk)
        return render(request, "laboratory/missing.html", {"run": run, "mine": reading.mine})
    kept = Result.objects.get(key=run.key)
    page = {
        "run": run,
        "mine": reading.mine,
        "result": kept,
        "report": report_in(run.key, speech().language),
        "tables": tables_in(run.key),
        "outdated": kept.law != state_of_law(),
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "laboratory/result.html", page)


@readable
@require_GET
def plot(_request: HttpRequest, reading: Reading, section: int, number: int) -> HttpResponse:
    """A drawing of the report, as an image."""
    _found(reading)
    try:
        drawn = report_in(reading.run.key, speech().language).sections[section].plots[number]
    except IndexError:
        raise Http404 from None
    return HttpResponse(drawn.svg, "image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


@readable
@require_GET
def table(_request: HttpRequest, reading: Reading, name: str) -> HttpResponse:
    """A table as csv, or all of them as one spreadsheet."""
    _found(reading)
    key = reading.run.key
    if name == "tables.xlsx":
        return _attached(workbook(key), XLSX, f"grenswerk-{key[:8]}.xlsx")
    stem, _, form = name.rpartition(".")
    if form != "csv" or stem not in tables_in(key):
        raise Http404
    return _attached(csv(table_in(key, stem)), "text/csv; charset=utf-8", f"grenswerk-{key[:8]}-{stem}.csv")


@readable
@require_GET
def document(_request: HttpRequest, reading: Reading, form: str) -> HttpResponseBase:
    """The report as one HTML file or as PDF, in the language of the page."""
    _found(reading)
    language = speech().language
    if form not in FORMS or language not in LANGUAGES:
        raise Http404
    path = folder_of(reading.run.key) / f"report.{language}.{form}"
    name = f"grenswerk-{reading.run.key[:8]}-{language}.{form}"
    return FileResponse(path.open("rb"), content_type=FORMS[form], as_attachment=True, filename=name)


def _found(reading: Reading) -> None:
    if not is_kept(reading.run.key):
        raise Http404


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
