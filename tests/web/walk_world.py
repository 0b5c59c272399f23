"""The world in which every address is tried: organisations with somebody in each role, and their rows."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client as Browser
from django.utils import timezone
from django.utils.timezone import localdate
from polars import DataFrame

from grenswerk.lab.report.content import Plot, Report, Section
from grenswerk.web.advice.archive import close
from grenswerk.web.advice.models import Client, Consent
from grenswerk.web.advice.years import begin
from grenswerk.web.api.job_kinds import BATCH
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.tokens import make_token
from grenswerk.web.jobs.models import Job, State
from grenswerk.web.laboratory.keeping import packed
from grenswerk.web.laboratory.models import Result, Run
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.models import Change, Feed, Year
from grenswerk.web.organisations.membership import INVITED_FOR
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.secret_texts import hash_of
from grenswerk.web.workforce.models import Policy, Upload
from tests.web.workforce import made_worker

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "an-invitation-to-claire"


class World(NamedTuple):
    """Two organisations that are walked, the people in each role of them, and everybody else."""

    organisations: dict[str, Organisation]
    people: dict[str, dict[Role, User]]
    claire: User
    outsiders: dict[str, list[User]]
    things: dict[str, dict[str, Any]]
    sessions: dict[str, str]

    def browser(self, person: User) -> Browser:
        """A new browser in which somebody of this world has signed in."""
        browser = Browser(headers={"host": "localhost"}, raise_request_exception=False)
        browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person.username]
        return browser


def _person(name: str) -> User:
    return User.objects.create_user(username=name, email=f"{name}@example.org", password="three-days-at-home")


def _staffed(name: str, kind: Kind) -> tuple[Organisation, dict[Role, User]]:
    organisation = Organisation.objects.create(name=name, kind=kind)
    people = {role: _person(f"{name}-{role.code}") for role in Role}
    for role, person in people.items():
        Membership.objects.create(organisation=organisation, person=person, role=role)
    return organisation, people


def make_world() -> World:
    """Employers and advisers' offices, two of each kind; Claire has an account and belongs to none."""
    made = {kind.value: _staffed(kind.value, kind) for kind in Kind}
    others = {kind.value: _staffed(f"other-{kind.value}", kind) for kind in Kind}
    claire = _person("claire")
    outsiders = {
        kind: [
            claire,
            *(person for of in others.values() for person in of[1].values()),
            *(person for other, of in made.items() if other != kind for person in of[1].values()),
        ]
        for kind in made
    }
    return World(
        organisations={kind: of[0] for kind, of in made.items()},
        people={kind: of[1] for kind, of in made.items()},
        claire=claire,
        outsiders=outsiders,
        things={kind: _things(of[0], of[1], claire) for kind, of in made.items()},
        sessions={
            person.username: _session(person)
            for person in (claire, *(one for of in (*made.values(), *others.values()) for one in of[1].values()))
        },
    )


def _session(person: User) -> str:
    browser = Browser()
    browser.force_login(person, backend=BACKEND)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def _things(organisation: Organisation, people: dict[Role, User], claire: User) -> dict[str, Any]:
    """The rows that addresses name, by the words of walk.yaml; each room adds its own."""
    year, new = Year.objects.get_or_create(owner=claire, year=2026, defaults={"facts": FACTS, "version": 1})
    if new:
        Change.objects.create(year=year, number=1, kind=Change.Kind.EDIT, before={}, after={})
    feed, _ = Feed.objects.get_or_create(year=year, kind=Feed.Kind.DAYS, hash="0" * 64, language="en")
    member = Membership.objects.create(
        organisation=organisation, person=_person(f"second-{organisation.name}"), role=Role.OWNER
    )
    invitation = Invitation.objects.create(
        organisation=organisation,
        mail="somebody@example.org",
        role=Role.VIEWER,
        hash=hash_of(f"{organisation.pk}"),
        invited_by=people[Role.OWNER],
        ends=timezone.now() + INVITED_FOR,
    )
    Invitation.objects.get_or_create(
        mail=claire.email,
        hash=hash_of(SECRET),
        defaults={"organisation": organisation, "role": Role.VIEWER, "ends": timezone.now() + INVITED_FOR},
    )
    owner = people[Role.OWNER]
    token, _ = make_token(owner, organisation, "payroll", [Scope.LAW], 30)
    own_token, _ = make_token(claire, None, "mine", [Scope.LAW], 30)
    job = Job.objects.create(
        owner=owner, organisation=organisation, kind=BATCH, payload={"given": "csv", "wanted": "csv"}
    )
    return {
        "$run": _result(claire),
        "$organisation": organisation.pk,
        "$token": token.pk,
        "$own_token": own_token.pk,
        "$batch": job.pk,
        **_workforce(organisation, people[Role.WORKER]),
        **_jobs(claire),
        "$year": year.year,
        "$change": 1,
        "$feed": feed.pk,
        "$secret": SECRET,
        "$member": member.pk,
        "$invitation": invitation.pk,
        **(_client(organisation, people[Role.HR]) if organisation.kind == Kind.ADVISER else {}),
    }


def _workforce(organisation: Organisation, person: User) -> dict[str, Any]:
    """A row that belongs to a worker, an upload that waits, and a policy."""
    worker = made_worker(organisation, "17", account=person, mail=person.email)
    empty = b'{"changes": [], "rows": [], "duties": [], "removed": []}'
    upload = Upload.objects.create(
        organisation=organisation,
        name="workers.csv",
        state=Upload.State.READY,
        counts={"new": 0, "changed": 0, "removed": 0, "wrong": 0},
        content=zlib.compress(empty),
    )
    policy = Policy.objects.create(organisation=organisation, measure=Policy.Measure.WEEK, most=1)
    return {"$worker": worker.pk, "$upload": upload.pk, "$policy": policy.pk}


def _jobs(claire: User) -> dict[str, Any]:
    """A job that waits, and one that left a file."""
    waits, _ = Job.objects.get_or_create(owner=claire, kind="laboratory.run", payload={}, state=State.QUEUED)
    done, _ = Job.objects.get_or_create(
        owner=claire, kind="examples.files", payload={}, state=State.DONE, files=["table.csv"]
    )
    done.folder.mkdir(parents=True, exist_ok=True)
    (done.folder / "table.csv").write_text("a,b")
    return {"$job": waits.pk, "$done": done.pk}


def _client(organisation: Organisation, adviser: User) -> dict[str, Any]:
    """A client of an adviser's office with consent and a closed year."""
    client = Client.objects.create(organisation=organisation, name="Ana", language="fr")
    Consent.objects.create(
        client=client,
        text="I consent.",
        language="fr",
        scope=["facts", "archive"],
        ends=localdate() + dt.timedelta(days=30),
        how=Consent.How.PAPER,
        given_on=localdate(),
        hash=hash_of(f"consent-{organisation.pk}"),
        link_ends=timezone.now(),
    )
    facts = {**FACTS, "year": 2025, "days": {"pattern": {"home_per_week": 1}}}
    close(begin(client, facts, adviser), localdate(), adviser)
    return {"$client": client.pk}


def _result(claire: User) -> str:
    """A run of the laboratory with a result."""
    key = "0" * 32
    report = Report("A run", "2026", "en", (Section("Plot", (), (Plot("<svg/>", "a plot"),)),), "")
    facts = {"law": "0", "version": "0", "seconds": 1, "holds": True}
    content = packed({"en": report}, {"results": DataFrame({"a": [1]})})
    Result.objects.get_or_create(key=key, defaults={**facts, "content": content})
    Run.objects.get_or_create(owner=claire, key=key, asked={})
    return key
