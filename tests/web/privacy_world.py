"""A person of whom every table of the site keeps something; each room adds its own."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django.utils.timezone import localdate

from grenswerk.web.advice.models import Client, ClientYear, ClosedYear, Consent, FormerMail, NextDate, Note
from grenswerk.web.api.scopes import OF_A_PERSON
from grenswerk.web.api.tokens import make_token
from grenswerk.web.audit.recording import record
from grenswerk.web.jobs.kinds import Payload, Report, kind
from grenswerk.web.jobs.submission import submit
from grenswerk.web.laboratory.models import Run
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.feeds import open_feed
from grenswerk.web.mydays.log import write
from grenswerk.web.mydays.models import Feed, Notice, Preferences, Year
from grenswerk.web.mydays.statements import make_statement
from grenswerk.web.organisations.membership import INVITED_FOR
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.privacy.models import Warned
from grenswerk.web.secret_texts import hash_of
from grenswerk.web.workforce.models import Duty, Sharing, Upload, Worker


@kind("tests.nothing")
def _nothing(_payload: Payload, _report: Report) -> None:
    """A job that does nothing."""


class Person(NamedTuple):
    """Somebody, and the words by which the database would betray that something of them is left."""

    account: User
    name: str
    traces: tuple[str, ...]


def make_person(name: str, **fields: Any) -> Person:
    """An account with something in every table, and an organisation that others own."""
    mail, full = f"{name}.verhoeven@example.org", f"{name.title()} Verhoeven-{name}"
    account = User.objects.create_user(
        username=f"{name}-login", email=mail, password=f"{name}-at-home-3-days", **fields
    )
    _account(account, name)
    _days(account, full)
    organisation = Organisation.objects.create(name=f"Works of {name[:1]}", kind=Kind.EMPLOYER)
    owner = User.objects.create_user(username=f"owner-{organisation.pk}", email=f"{organisation.pk}@example.com")
    Membership.objects.create(organisation=organisation, person=owner, role=Role.OWNER)
    Membership.objects.create(organisation=organisation, person=account, role=Role.WORKER)
    Invitation.objects.create(
        organisation=organisation,
        mail=mail,
        role=Role.VIEWER,
        hash=hash_of(name),
        invited_by=owner,
        ends=timezone.now() + INVITED_FOR,
    )
    record("joined", account, organisation.pk, about=account, role="worker")
    _employment(account, organisation, full)
    _client(account, full)
    Run.objects.create(owner=account, key=hash_of(full)[:32], title=f"run of {full}", name="a run", asked={})
    make_token(account, None, f"script of {full}", [OF_A_PERSON[0]], 30)
    submit(
        account, "tests.nothing", {"reform": full}, title=f"{full}'s reform", files={"reform.yaml": full.encode()}
    )
    Run.objects.create(
        owner=account, key=f"{account.pk:032x}", title=f"{full}'s run", name="a run", asked={"title": full}
    )
    return Person(account, full, (mail, full, f"{name}-login", f"device of {name}"))


def _account(account: User, name: str) -> None:
    address = EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    EmailConfirmation.create(address)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "encrypted"})
    provider = SocialAccount.objects.create(user=account, provider="works", uid=f"{name}-at-works")
    SocialToken.objects.create(account=provider, token=f"token of {name}")
    Warned.objects.create(person=account, at=timezone.now())
    group, _ = Group.objects.get_or_create(name="everybody")
    account.groups.add(group)
    account.user_permissions.add(Permission.objects.all()[0])
    session = SessionStore()
    session["_auth_user_id"] = str(account.pk)
    session.create()
    UserSession.objects.create(
        user=account, ip="192.0.2.7", session_key=session.session_key or "", user_agent=f"device of {name}"
    )


def _days(account: User, full: str) -> None:
    facts = {**FACTS, "worker": {**FACTS["worker"], "name": full}}
    year = Year.objects.create(owner=account, year=2026, facts=facts)
    write(
        year,
        {dt.date(2026, 3, 3): [{"state": "FR", "activity": "telework", "employment": "hospital"}]},
        0,
        label=f"{full}.csv",
    )
    make_statement(year)
    open_feed(year, Feed.Kind.DAYS, "en")
    Preferences.objects.create(owner=account)
    Notice.objects.create(year=year, key="limit")


def _employment(account: User, organisation: Organisation, full: str) -> None:
    """A row of the employer, joined to the account, with a duty and what is shared."""
    worker = Worker.objects.create(
        organisation=organisation,
        year=2026,
        payroll_id=f"number of {full}",
        name=full,
        mail=account.email,
        account=account,
        search=f"{full} {account.email}".casefold(),
        facts={"residence": "FR"},
        residence="FR",
        employer_state="BE",
    )
    duty = Duty.objects.create(
        organisation=organisation,
        year=2026,
        key="1",
        code="return",
        who="worker",
        state="FR",
        source="",
        certainty="",
    )
    worker.duties.add(duty)
    Sharing.objects.create(worker=worker, extent=Sharing.Extent.COUNTS)
    Upload.objects.create(organisation=organisation, by=account, name="workers.csv", content=b"rows of others")


def _client(account: User, full: str) -> None:
    """A file at an adviser's office under the confirmed address of the account."""
    office = Organisation.objects.create(name=f"Office of {full[:1]}", kind=Kind.ADVISER)
    client = Client.objects.create(organisation=office, name=full, mail=account.email, mails=1, language="fr")
    FormerMail.objects.create(client=client, mail=account.email, number=0)
    Consent.objects.create(
        client=client,
        text=f"{full} agrees.",
        language="fr",
        ends=localdate() + dt.timedelta(days=400),
        given_on=localdate(),
        hash=hash_of(f"consent {full}"),
        link_ends=timezone.now(),
    )
    year = ClientYear.objects.create(client=client, year=2026, facts={"worker": {"name": full}})
    NextDate.objects.create(year=year, due=localdate(), code="return", state="FR", who="worker")
    Note.objects.create(year=year, part=Note.Part.TAX, version=1, text=f"{full} asked about France.")
    ClosedYear.objects.create(
        year=year, number=1, at=timezone.now(), closed_by=1, as_of=localdate(), law="1", language="fr",
        facts={"name": full}, answer=full, notes=[], consent={}, hash="1", pdf=full.encode(), pdf_hash="2",
    )  # fmt: skip
