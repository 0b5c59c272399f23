"""A result under its permanent address: the page, its plots, its tables, its report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from grenswerk.web.downloads import CSV, PDF, XLSX, attached
from grenswerk.web.laboratory.access import Reading, readable
from grenswerk.web.laboratory.documents import csv, report_as_html, report_as_pdf, workbook
from grenswerk.web.laboratory.keeping import report_in, table_in, tables_in
from grenswerk.web.laboratory.models import Result
from grenswerk.web.laboratory.question import state_of_law
from grenswerk.web.limits import limited
from grenswerk.web.speaking import speech


@readable
@require_GET
def result(request: HttpRequest, reading: Reading) -> HttpResponseBase:
    """The page of a result; as long as it is not there, that of its job."""
    run = reading.run
    kept = Result.objects.filter(key=run.key).first()
    if kept is None:
        if reading.mine and run.job is not None and not run.job.has_ended:
            return redirect("job", job=run.job.pk)
        return render(request, "laboratory/missing.html", {"run": run, "mine": reading.mine})
    page = {
        "run": run,
        "mine": reading.mine,
        "result": kept,
        "report": report_in(kept, speech().language),
        "tables": tables_in(kept),
        "outdated": kept.law != state_of_law(),
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "laboratory/result.html", page)


@readable
@require_GET
def plot(_request: HttpRequest, reading: Reading, section: int, number: int) -> HttpResponse:
    """A drawing of the report, as an image."""
    report = report_in(_kept(reading), speech().language)
    try:
        drawn = report.sections[section].plots[number]
    except IndexError:
        raise Http404 from None
    return HttpResponse(drawn.svg, "image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


@readable
@require_GET
@limited("document")
def table(_request: HttpRequest, reading: Reading, name: str) -> HttpResponse:
    """A table as csv, or all of them as one spreadsheet."""
    result = _kept(reading)
    if name == "tables.xlsx":
        return attached(workbook(result), XLSX, f"grenswerk-{result.key[:8]}.xlsx")
    stem, _, form = name.rpartition(".")
    if form != "csv" or stem not in tables_in(result):
        raise Http404
    return attached(csv(table_in(result, stem)), CSV, f"grenswerk-{result.key[:8]}-{stem}.csv")


@readable
@require_GET
@limited("document")
def document(_request: HttpRequest, reading: Reading, form: str) -> HttpResponseBase:
    """The report as one HTML file or as PDF, in the language of the page."""
    result, language = _kept(reading), speech().language
    name = f"grenswerk-{result.key[:8]}-{language}.{form}"
    if form == "html":
        return attached(report_as_html(result, language), "text/html; charset=utf-8", name)
    if form == "pdf":
        return attached(report_as_pdf(result, language), PDF, name)
    raise Http404


def _kept(reading: Reading) -> Result:
    return get_object_or_404(Result, key=reading.run.key)
