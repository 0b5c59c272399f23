"""The pages of the laboratory: the way in with my runs, the form, and what becomes of a run."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from msgspec import to_builtins

from grenswerk.lab.experiment import Experiment
from grenswerk.model.errors import BadInput
from grenswerk.web.jobs.models import Job, State
from grenswerk.web.jobs.submission import cancel, submit
from grenswerk.web.laboratory.access import reading_of
from grenswerk.web.laboratory.forms import RunForm
from grenswerk.web.laboratory.job_kinds import RUN
from grenswerk.web.laboratory.keeping import is_kept
from grenswerk.web.laboratory.models import Result, Run
from grenswerk.web.laboratory.question import key_of, state_of_law
from grenswerk.web.limits import limited
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.speaking import speech

FIRST = {"border": "BE-NL", "reforms": ["nl-be-34"], "behaviours": ["none"], "size": 5000}


@require_GET
def laboratory(request: HttpRequest) -> HttpResponse:
    """What the laboratory does, and my runs."""
    mine = Run.objects.filter(owner=request.user) if isinstance(request.user, User) else Run.objects.none()
    runs = list(mine.select_related("job"))
    done = set(Result.objects.filter(key__in=[run.key for run in runs]).values_list("key", flat=True))
    return render(request, "laboratory/laboratory.html", {"runs": [(run, run.key in done) for run in runs]})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a run; once it is right, the result where it is kept, else a job."""
    if request.method == "POST":
        return _submitted(request)
    like = request.GET.get("like", "")
    reading = reading_of(request, like) if like else None
    form = RunForm(initial={**FIRST, **(reading.run.asked if reading else {})})
    return render(request, "laboratory/new.html", {"form": form})


@limited("laboratory")
def _submitted(request: HttpRequest) -> HttpResponse:
    form = RunForm(request.POST)
    if form.is_valid():
        try:
            run = _run_of(owner_of(request), form)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            return redirect("laboratory_result", key=run.key)
    return render(request, "laboratory/new.html", {"form": form}, status=422)


def _run_of(owner: User, form: RunForm) -> Run:
    """The run of a person for a question: a new one, or the one that is there; a job where nothing is kept."""
    experiment = form.experiment
    key, name = key_of(experiment), experiment.titled(speech().language)[:200]
    title = form.cleaned_data["title"]
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        run = Run.objects.filter(owner=owner, key=key).select_related("job").first()
        if run is None:
            if Run.objects.filter(owner=owner).count() >= settings.LABORATORY_KEPT:
                raise BadInput(
                    f"laboratory: {settings.LABORATORY_KEPT} runs are kept: expected fewer, delete one first"
                )
            run = Run(owner=owner, key=key, name=name, title=title, asked=form.asked)
        elif title:
            run.title = title
        if not is_kept(key) and (run.job is None or run.job.has_ended):
            run.job = _job(owner, experiment, key, title or name)
        run.save()
    return run


def _job(owner: User, experiment: Experiment, key: str, title: str) -> Job:
    payload = {"key": key, "law": state_of_law(), "experiment": to_builtins(experiment)}
    return submit(owner, RUN, payload, title=title)


@login_required
@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Let everybody who has the address read a result, or take that back."""
    run = get_object_or_404(Run, owner=owner_of(request), key=key)
    run.published = timezone.now() if request.POST.get("published") == "yes" else None
    run.save(update_fields=["published"])
    messages.success(request, speech().say(f"laboratory.{'published' if run.published else 'withdrawn'}"))
    return redirect("laboratory_result", key=key)


@login_required
@require_POST
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Delete a run of mine, with its result where nobody else asked for the same."""
    run = get_object_or_404(Run, owner=owner_of(request), key=key)
    if run.job is not None and run.job.state in (State.QUEUED, State.RUNNING):
        cancel(run.job)
    run.delete()
    messages.success(request, speech().say("laboratory.deleted"))
    return redirect("laboratory")
