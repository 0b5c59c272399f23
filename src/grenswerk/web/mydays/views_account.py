"""The account: how one is written to, everything exported, everything deleted."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from grenswerk.web.accounts.sign_in import proved_recently
from grenswerk.web.downloads import attached
from grenswerk.web.forms import number_of
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.mydays.models import Preferences, Year
from grenswerk.web.privacy.erasure import OwnerNeeded, erase
from grenswerk.web.privacy.export import everything
from grenswerk.web.speaking import speech


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The account on one page."""
    owner = owner_of(request)
    preferences, _ = Preferences.objects.get_or_create(
        owner=owner, defaults={"language": (get_language() or "en")[:2]}
    )
    if request.method == "POST":
        preferences.notices = request.POST.get("notices") == "yes"
        preferences.days_before = min(90, number_of(request.POST.get("days_before", ""), preferences.days_before))
        preferences.language = (get_language() or "en")[:2]
        preferences.save()
        messages.success(request, speech().say("web.kept"))
        return redirect("account")
    years = Year.objects.filter(owner=owner)
    return render(request, "mydays/account.html", {"preferences": preferences, "years": years})


@login_required
@proved_recently
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of the person, as a zip file."""
    return attached(everything(owner_of(request)), "application/zip", f"grenswerk-{localdate()}.zip")


def _delete(request: HttpRequest) -> HttpResponse:
    """Delete the account and everything that is kept with it, after the word was typed."""
    word = speech().say("web.delete.word")
    if request.method == "POST":
        if request.POST.get("word", "").strip().casefold() == word.casefold():
            owner = owner_of(request)
            try:
                erase(owner)
            except OwnerNeeded as error:
                page = {"word": word, "led": error.organisations}
                return render(request, "mydays/delete.html", page, status=409)
            logout(request)
            messages.success(request, speech().say("web.deleted"))
            return redirect("calculator")
        messages.error(request, speech().say("web.delete.wrong_word"))
    return render(request, "mydays/delete.html", {"word": word})


delete = login_required(reauthentication_required(_delete))
