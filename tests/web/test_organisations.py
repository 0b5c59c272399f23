"""Organisations: founding, inviting, roles, leaving; and the log that nobody changes."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone

from grenswerk.web.audit.models import Entry
from grenswerk.web.organisations.models import Invitation, Membership, Organisation, Role
from tests.web.browsers import browser_of


@pytest.fixture
def hospital(signed_in: Client) -> Organisation:
    """An employer that Claire has founded."""
    answer = signed_in.post("/en/organisations/", {"name": "Hôpital 🏥 du Nord", "kind": "employer"})
    assert answer.status_code == 302
    return Organisation.objects.get()


@pytest.fixture
def daan(db: None) -> User:  # noqa: ARG001
    """Somebody in the personnel office."""
    return User.objects.create_user(username="daan", email="Daan@example.org", password="three-days-at-home")


def _invite(
    by: Client,
    organisation: Organisation,
    mails: list[mail.EmailMessage],
    role: str = "hr",
    to: str = "daan@example.org",
) -> str:
    answer = by.post(f"/en/organisations/{organisation.pk}/invitations/", {"mail": to, "role": role})
    assert answer.status_code == 302, answer.content.decode()
    found = re.search(r"http://localhost(/\S+)", str(mails[-1].body))
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_who_is_invited_by_mail_joins_once_in_the_role_given(
    signed_in: Client, hospital: Organisation, daan: User
) -> None:
    address = _invite(signed_in, hospital, mail.outbox)
    assert "Hôpital 🏥 du Nord" in str(mail.outbox[-1].body)
    invited = browser_of(daan)
    assert "Hôpital" in invited.get(address).content.decode()
    assert invited.post(address)["Location"] == f"/en/organisations/{hospital.pk}/"
    assert Membership.objects.get(person=daan).role == Role.HR
    assert invited.post(address).status_code == 404
    assert not Entry.objects.filter(facts__icontains="example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_of_no_use_to_another_account(
    signed_in: Client, hospital: Organisation, daan: User
) -> None:
    address = _invite(signed_in, hospital, mail.outbox, to="someone@example.org")
    other = browser_of(daan)
    assert other.post(address).status_code == 409
    assert not Membership.objects.filter(person=daan).exists()
    Invitation.objects.update(ends=timezone.now())
    assert other.get(address).status_code == 404


@pytest.mark.usefixtures("claire")
def test_nobody_gives_a_role_above_the_own(signed_in: Client, hospital: Organisation, daan: User) -> None:
    Membership.objects.create(organisation=hospital, person=daan, role=Role.HR)
    to = {"mail": "new@example.org", "role": "owner"}
    assert browser_of(daan).post(f"/en/organisations/{hospital.pk}/invitations/", to).status_code == 422
    assert signed_in.post(f"/en/organisations/{hospital.pk}/invitations/", to).status_code == 302


def test_the_last_owner_stays_owner(signed_in: Client, hospital: Organisation, daan: User) -> None:
    own = Membership.objects.get()
    here = f"/en/organisations/{hospital.pk}"
    assert signed_in.post(f"{here}/members/{own.pk}/role/", {"role": "viewer"}).status_code == 409
    assert signed_in.post(f"{here}/leave/").status_code == 409
    Membership.objects.create(organisation=hospital, person=daan, role=Role.OWNER)
    assert signed_in.post(f"{here}/leave/").status_code == 302
    assert signed_in.get(f"{here}/").status_code == 404


@pytest.mark.parametrize(("end", "left"), [({}, {Role.WORKER}), ({"role": "hr"}, {Role.WORKER, Role.HR})])
def test_a_former_owner_does_not_come_back_by_an_invitation_to_another_address(
    signed_in: Client, hospital: Organisation, daan: User, end: dict[str, str], left: set[Role]
) -> None:
    former = Membership.objects.get()
    here = f"/en/organisations/{hospital.pk}"
    for role in ("owner", "hr", "worker"):
        sent = signed_in.post(f"{here}/invitations/", {"mail": f"second-{role}@example.org", "role": role})
        assert sent.status_code == 302
    Membership.objects.create(organisation=hospital, person=daan, role=Role.OWNER)
    step = "role" if end else "remove"
    assert browser_of(daan).post(f"{here}/members/{former.pk}/{step}/", end).status_code == 302
    assert set(hospital.invitations.values_list("role", flat=True)) == left


def test_an_organisation_is_deleted_when_its_name_is_typed(signed_in: Client, hospital: Organisation) -> None:
    here = f"/en/organisations/{hospital.pk}/delete/"
    assert signed_in.post(here, {"name": "Hopital"}).status_code == 409
    assert signed_in.post(here, {"name": hospital.name}).status_code == 302
    assert not Organisation.objects.exists()
    assert Entry.objects.filter(action="organisation_deleted").count() == 1


def test_a_person_reads_who_changed_what_of_him(signed_in: Client, hospital: Organisation, daan: User) -> None:
    member = Membership.objects.create(organisation=hospital, person=daan, role=Role.VIEWER)
    signed_in.post(f"/en/organisations/{hospital.pk}/members/{member.pk}/role/", {"role": "hr"})
    page = browser_of(daan).get("/nl/mylog/").content.decode()
    assert "claire@example.org" in page
    assert "wijzigde een rol van lezer in" in page


@pytest.mark.usefixtures("hospital")
def test_the_database_itself_refuses_to_change_or_delete_an_entry_of_the_log() -> None:
    for statement in ("UPDATE audit_entry SET action = 'nothing'", "DELETE FROM audit_entry"):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get().action == "organisation_founded"
