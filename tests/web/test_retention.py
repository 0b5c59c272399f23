"""What is past its time goes by itself, and nothing else does."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from grenswerk.model.errors import BadInput
from grenswerk.web.audit.models import Entry
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.feeds import open_feed
from grenswerk.web.mydays.models import Feed, Year
from grenswerk.web.organisations.models import Invitation, Kind, Membership, Organisation, Role
from grenswerk.web.privacy import retention, unused
from grenswerk.web.privacy.declarations import expiries
from grenswerk.web.privacy.models import Warned
from grenswerk.web.privacy.periods import Span, Unit, days, periods, read_periods, years
from grenswerk.web.privacy.retention import due, expire
from grenswerk.web.privacy.unused import warn
from grenswerk.web.secret_texts import hash_of
from tests.web.api_world import founded
from tests.web.privacy_world import make_person

NOW = timezone.now()
DAY = dt.timedelta(days=1)


def _expired(now: dt.datetime) -> dict[str, int]:
    return {outcome.code: outcome.deleted for outcome in expire(now) if outcome.deleted}


def test_nothing_is_deleted_before_its_time(db: None) -> None:  # noqa: ARG001
    make_person("anna")
    Session.objects.all().update(expire_date=NOW + DAY)
    assert _expired(NOW) == {}
    assert {outcome.code for outcome in due(NOW) if outcome.deleted} == set()


def test_a_second_run_finds_nothing(db: None) -> None:  # noqa: ARG001
    make_person("anna")
    later = NOW + 700 * DAY
    assert {"invitations", "sessions", "devices", "feeds", "uploads"} <= set(_expired(later))
    assert _expired(later) == {}


def test_an_invitation_goes_after_its_end(claire: User) -> None:
    organisation = Organisation.objects.create(name="Hospital", kind=Kind.EMPLOYER)
    for number, (ends, accepted) in enumerate([(-31, None), (-29, None), (60, -31), (60, -29), (60, None)]):
        Invitation.objects.create(
            organisation=organisation,
            mail=f"{number}@example.org",
            role=Role.HR,
            hash=hash_of(str(number)),
            invited_by=claire,
            ends=NOW + ends * DAY,
            accepted=None if accepted is None else NOW + accepted * DAY,
        )
    assert _expired(NOW) == {"invitations": 2}
    assert sorted(Invitation.objects.values_list("mail", flat=True)) == [f"{n}@example.org" for n in (1, 3, 4)]


def test_sessions_that_ended_go_with_what_was_noted_of_the_browser(claire: User, visitor: Client) -> None:
    visitor.post("/en/account/login/", {"login": claire.email, "password": "three-days-at-home"})
    assert UserSession.objects.count() == Session.objects.count() == 1
    assert _expired(NOW) == {}
    Session.objects.update(expire_date=NOW - DAY)
    assert _expired(NOW) == {"sessions": 1, "devices": 1}


def test_a_feed_that_no_calendar_reads_is_closed(year: Year) -> None:
    for read in (None, NOW - 366 * DAY, NOW - 364 * DAY):
        open_feed(year, Feed.Kind.DAYS, "en")
        Feed.objects.filter(read=None).update(read=read)
    Feed.objects.update(made=NOW - 400 * DAY)
    open_feed(year, Feed.Kind.DUTIES, "en")
    assert _expired(NOW) == {"feeds": 2}
    assert Feed.objects.count() == 2


def test_a_log_is_kept_seven_years_after_its_year(claire: User) -> None:
    for number in (2024, 2026):
        Year.objects.create(owner=claire, year=number, facts=FACTS)
    claire.last_login = dt.datetime(2031, 12, 1, tzinfo=dt.UTC)
    claire.save()
    assert _expired(dt.datetime(2031, 12, 31, tzinfo=dt.UTC)) == {}
    assert _expired(dt.datetime(2032, 1, 1, tzinfo=dt.UTC)) == {"closed_years": 1}
    assert Year.objects.get().year == 2026


def test_an_entry_of_the_audit_log_goes_at_its_date_and_not_before(db: None) -> None:  # noqa: ARG001
    today = NOW.astimezone(dt.UTC).date()
    for ends in (today - DAY, today, today + DAY):
        Entry.objects.create(kept_until=ends, action="joined")
    assert _expired(NOW) == {"audit": 2}
    assert Entry.objects.get().kept_until == today + DAY


@pytest.fixture
def _mail(settings: Settings) -> None:
    settings.MAIL_REACHES_PEOPLE = True


@pytest.mark.usefixtures("_mail")
def test_an_unused_account_is_erased_only_after_a_mail(claire: User) -> None:
    claire.last_login = years(3).before(NOW) + 20 * DAY  # unused for three years in twenty days
    claire.save()
    assert _expired(NOW) == {}
    assert warn(NOW) == 1
    assert warn(NOW) == 0
    assert mail.outbox[-1].to == [claire.email]
    assert (NOW + 30 * DAY).date().isoformat() in mail.outbox[-1].body
    assert _expired(NOW + 29 * DAY) == {}
    assert _expired(NOW + 31 * DAY) == {"unused_accounts": 1}
    assert Entry.objects.filter(action="account_erased", about=claire.pk).exists()


@pytest.mark.usefixtures("_mail")
def test_who_signs_in_after_the_mail_stays(claire: User, visitor: Client) -> None:
    claire.last_login = years(3).before(NOW)
    claire.save()
    assert warn(NOW) == 1
    visitor.post("/en/account/login/", {"login": claire.email, "password": "three-days-at-home"})
    assert not Warned.objects.exists()
    assert _expired(NOW + 60 * DAY).get("unused_accounts") is None


@pytest.mark.usefixtures("_mail")
def test_who_lets_a_calendar_read_the_log_uses_the_account(claire: User, year: Year) -> None:
    claire.last_login = years(4).before(NOW)
    claire.save()
    open_feed(year, Feed.Kind.DAYS, "en")
    Feed.objects.update(read=NOW - 60 * DAY)
    assert warn(NOW) == 0


@pytest.mark.usefixtures("_mail")
@pytest.mark.parametrize("away", [False, True])
def test_what_is_past_its_time_goes_though_mail_cannot_be_sent(
    claire: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, away: bool
) -> None:
    users = [claire, *(User.objects.create_user(name, f"{name}@example.org") for name in ("ben", "eva"))]
    User.objects.update(last_login=years(3).before(NOW) + 20 * DAY)
    Invitation.objects.create(
        organisation=Organisation.objects.create(name="Hospital", kind=Kind.EMPLOYER),
        mail="x@example.org", role=Role.WORKER, hash="x", invited_by=claire, ends=NOW - 40 * DAY,
    )  # fmt: skip

    def send(_subject: str, _body: str, _sender: None, to: list[str]) -> None:
        if away:
            raise ConnectionRefusedError
        if to == [claire.email]:
            raise smtplib.SMTPRecipientsRefused({claire.email: (550, b"no such mailbox")})

    monkeypatch.setattr(unused, "send_mail", send)
    with pytest.raises(CommandError, match=f"mail to {3 if away else 1} people could not be sent"):
        call_command("retention")
    assert not Invitation.objects.exists()
    warned = set(Warned.objects.values_list("person", flat=True))
    assert warned == (set() if away else {user.pk for user in users[1:]})
    assert f"warned: {len(warned)}" in capsys.readouterr().out


def test_without_mail_no_account_is_erased(claire: User) -> None:
    claire.last_login = years(9).before(NOW)
    claire.save()
    assert warn(NOW) == 0
    assert _expired(NOW) == {}


@pytest.mark.usefixtures("_mail")
def test_the_only_owner_of_an_organisation_with_others_is_not_erased(claire: User) -> None:
    organisation = founded("Hospital", claire)
    other = User.objects.create_user(username="o", email="o@example.org", last_login=NOW)
    Membership.objects.create(organisation=organisation, person=other, role=Role.WORKER)
    claire.last_login = years(4).before(NOW)
    claire.save()
    Warned.objects.create(person=claire, at=NOW - 40 * DAY)
    outcome = next(each for each in expire(NOW) if each.code == "unused_accounts")
    assert (outcome.deleted, outcome.stuck) == (0, 1)
    assert User.objects.filter(pk=claire.pk).exists()


def test_an_account_that_was_never_confirmed_goes(claire: User, settings: Settings) -> None:
    never = User.objects.create_user(username="never", email="never@example.org")
    EmailAddress.objects.create(user=never, email=never.email, verified=False)
    User.objects.update(date_joined=NOW - 31 * DAY)
    assert _expired(NOW) == {}, "where no confirmation is asked nobody lacks it"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert _expired(NOW) == {"unconfirmed_accounts": 1}
    assert User.objects.get() == claire


def test_a_row_that_is_renewed_meanwhile_stays(claire: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the choice of a batch and its deletion a request may have changed a row."""
    organisation = Organisation.objects.create(name="Hospital", kind=Kind.EMPLOYER)
    Invitation.objects.create(
        organisation=organisation, mail="a@example.org", role=Role.HR, hash="1", invited_by=claire,
        ends=NOW - 60 * DAY,
    )  # fmt: skip
    choose = retention._batch

    def chosen_then_renewed(rows: object) -> Iterator[object]:
        found = choose(rows)  # type: ignore[arg-type]
        Invitation.objects.update(ends=NOW + DAY)
        return found  # type: ignore[return-value]

    monkeypatch.setattr(retention, "_batch", chosen_then_renewed)
    assert _expired(NOW) == {}
    assert Invitation.objects.exists()


def test_more_rows_than_a_batch_all_go(claire: User) -> None:
    organisation = Organisation.objects.create(name="Hospital", kind=Kind.EMPLOYER)
    Invitation.objects.bulk_create(
        Invitation(
            organisation=organisation, mail=f"{n}@example.org", role=1, hash=str(n), invited_by=claire,
            ends=NOW - 60 * DAY,
        )
        for n in range(retention.BATCH * 2 + 5)
    )  # fmt: skip
    assert _expired(NOW) == {"invitations": retention.BATCH * 2 + 5}


@pytest.mark.django_db
def test_the_command_says_what_it_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    Entry.objects.create(kept_until=NOW.date() - 3 * DAY, action="joined")
    call_command("retention", "--dry-run")
    assert "audit: 1 due" in capsys.readouterr().out
    assert Entry.objects.exists()
    call_command("retention")
    assert "audit: 1 deleted" in capsys.readouterr().out


def test_every_rule_of_retention_has_a_name_of_its_own() -> None:
    codes = [expiry.code for expiry in expiries()]
    assert len(codes) == len(set(codes))


def test_periods_are_set_by_name_and_wrong_ones_are_refused() -> None:
    assert read_periods("feed=180d closed_year=10y").feed == days(180)
    assert read_periods("").closed_year == Span(7, Unit.YEARS) == periods().closed_year
    for wrong in ("fed=1y", "feed=0d", "feed=soon", "feed"):
        with pytest.raises(BadInput, match="GRENSWERK_KEEP"):
            read_periods(wrong)


def test_a_leap_day_has_a_day_in_every_year() -> None:
    assert years(1).before(dt.datetime(2028, 2, 29, tzinfo=dt.UTC)).date() == dt.date(2027, 2, 28)
