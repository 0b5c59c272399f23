"""The pages of organisations: mine, one, its members, invitations, settings and log."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from grenswerk.model.errors import BadInput
from grenswerk.web.audit.recording import within_organisation
from grenswerk.web.audit.views import page_of
from grenswerk.web.limits import limited
from grenswerk.web.mydays.access import owner_of
from grenswerk.web.organisations import membership
from grenswerk.web.organisations.access import Standing, within
from grenswerk.web.organisations.forms import FoundingForm, InvitationForm, RoleForm, SettingsForm
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Role
from grenswerk.web.speaking import speech


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations to which I belong, and the form of a new one."""
    person = owner_of(request)
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = Kind(form.cleaned_data["kind"])
        return redirect("organisation", organisation=membership.found(person, form.cleaned_data["name"], kind).pk)
    mine = Membership.objects.filter(person=person).select_related("organisation")
    status = 422 if form.errors else 200
    return render(request, "organisations/mine.html", {"memberships": mine, "form": form}, status=status)


@within(Role.WORKER)
@require_GET
def organisation(request: HttpRequest, standing: Standing) -> HttpResponse:
    """One organisation: who I am in it and what I can open."""
    return render(request, "organisations/organisation.html", {"standing": standing})


@within(Role.HR)
@require_GET
def members(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Who belongs to the organisation and who is invited."""
    return _members(request, standing, InvitationForm(highest=standing.role))


def _members(request: HttpRequest, standing: Standing, form: InvitationForm) -> HttpResponse:
    page = {
        "standing": standing,
        **membership.members_of(standing.organisation)._asdict(),
        "invitations": [each for each in standing.organisation.invitations.filter(accepted=None) if each.open],
        "form": form,
        "roles": [role.code for role in Role],
        "owner": standing.role == Role.OWNER,
    }
    return render(request, "organisations/members.html", page, status=422 if form.errors else 200)


@within(Role.HR)
@require_POST
@limited("invite")
def invite(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Invite somebody by mail."""
    form = InvitationForm(request.POST, highest=standing.role)
    if form.is_valid():
        try:
            sent = membership.invite(
                standing, form.cleaned_data["mail"], form.chosen, request.build_absolute_uri("/")
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, speech().say("organisations.invited", {"mail": sent.mail}))
            return redirect("organisation_members", organisation=standing.organisation.pk)
    return _members(request, standing, form)


@within(Role.HR)
@require_POST
def revoke(request: HttpRequest, standing: Standing, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    taken = get_object_or_404(Invitation, organisation=standing.organisation, pk=invitation, accepted=None)
    membership.revoke(standing, taken)
    messages.success(request, speech().say("organisations.revoked"))
    return redirect("organisation_members", organisation=standing.organisation.pk)


@within(Role.OWNER)
@require_POST
def change_role(request: HttpRequest, standing: Standing, member: int) -> HttpResponse:
    """Give a member another role."""
    changed = get_object_or_404(Membership, organisation=standing.organisation, pk=member)
    form = RoleForm(request.POST, highest=Role.OWNER)
    if not form.is_valid():
        return _refused(request, standing, speech().say("organisations.no_role"))
    try:
        membership.change_role(standing, changed, form.chosen)
    except BadInput:
        return _refused(request, standing, speech().say("organisations.last_owner"))
    messages.success(request, speech().say("organisations.role_changed", {"mail": changed.person.email}))
    return redirect("organisation_members", organisation=standing.organisation.pk)


@within(Role.OWNER)
@require_POST
def remove(request: HttpRequest, standing: Standing, member: int) -> HttpResponse:
    """End somebody's membership."""
    removed = get_object_or_404(Membership, organisation=standing.organisation, pk=member)
    try:
        membership.remove(standing, removed)
    except BadInput:
        return _refused(request, standing, speech().say("organisations.last_owner"))
    messages.success(request, speech().say("organisations.removed", {"mail": removed.person.email}))
    return redirect("organisation_members", organisation=standing.organisation.pk)


@within(Role.WORKER)
@require_POST
def leave(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Leave the organisation oneself."""
    own = Membership.objects.get(organisation=standing.organisation, person=standing.person)
    try:
        membership.remove(standing, own)
    except BadInput:
        return _refused(request, standing, speech().say("organisations.last_owner"))
    messages.success(request, speech().say("organisations.you_left", {"name": standing.organisation.name}))
    return redirect("organisations")


def _refused(request: HttpRequest, standing: Standing, why: str) -> HttpResponse:
    page = {"standing": standing, "why": why}
    return render(request, "organisations/refused.html", page, status=409)


@within(Role.OWNER)
def settings_page(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Another name, the demand of a second factor, or the end of the organisation."""
    own = standing.organisation
    initial = {"name": own.name, "second_factor": own.second_factor}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        membership.keep_settings(standing, given["name"], second_factor=given["second_factor"])
        messages.success(request, speech().say("organisations.kept"))
        return redirect("organisation_settings", organisation=standing.organisation.pk)
    page = {"standing": standing, "form": form}
    return render(request, "organisations/settings.html", page, status=422 if form.errors else 200)


@within(Role.OWNER, recently=True)
@require_POST
def delete(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Delete the organisation and all that is kept with it, after its name was typed."""
    if request.POST.get("name", "").strip() != standing.organisation.name:
        return _refused(request, standing, speech().say("organisations.wrong_name"))
    membership.delete(standing)
    messages.success(request, speech().say("organisations.deleted"))
    return redirect("organisations")


@within(Role.OWNER)
@require_GET
def audit(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Who saw and changed what in the organisation."""
    entries = within_organisation(standing.organisation.pk)
    return render(request, "audit/organisation.html", {"standing": standing, "page": page_of(request, entries)})


@limited("verify")
def invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """An invitation: what it is to, and joining."""
    return _invitation(request, secret=secret)


@login_required
def _invitation(request: HttpRequest, secret: str) -> HttpResponse:
    person = owner_of(request)
    found = membership.invitation_of(secret)
    fits = person.email.lower() == found.mail
    if request.method == "POST" and fits:
        membership.accept(found, person)
        return redirect("organisation", organisation=found.organisation_id)
    page = {"invitation": found, "role": Role(found.role).code, "fits": fits}
    return render(request, "organisations/invitation.html", page, status=409 if request.method == "POST" else 200)
