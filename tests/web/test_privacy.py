"""What is kept of a person: declared, shown, handed over whole, and gone when it is erased."""

from __future__ import annotations

import io
import json
import re
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from grenswerk.render.speech import LANGUAGES, Speech
from grenswerk.web.jobs.models import Job
from grenswerk.web.operations.ledger import erase_again, ledger, settle
from grenswerk.web.organisations.models import Membership, Organisation, Role
from grenswerk.web.privacy.declarations import DECLARED, Erasure, Ground, tables, undeclared
from grenswerk.web.privacy.erasure import OwnerNeeded, erase
from grenswerk.web.privacy.export import everything
from grenswerk.web.privacy.processing import record_of_processing
from grenswerk.web.workforce.models import Origin, Worker
from tests.web.api_world import founded
from tests.web.privacy_world import Person, make_person

DOCS = Path(__file__).parents[2] / "docs"


def test_every_table_of_the_database_is_declared() -> None:
    assert undeclared() == []


def test_every_declaration_has_its_texts_in_four_languages() -> None:
    for language in LANGUAGES:
        speech = Speech(language)
        for kept in DECLARED.values():
            if kept.ground is not Ground.NONE:
                for part in ("what", "why", "long"):
                    assert speech.knows(f"privacy.{kept.code}.{part}"), (language, kept.code, part)


def test_a_table_that_names_a_person_by_key_says_where() -> None:
    """A foreign key to an account is a way to find the rows of a person, or stands for somebody who acted."""
    for table in tables():
        keys = {
            field.name
            for field in table.model._meta.get_fields()
            if field.is_relation and field.many_to_one and field.related_model is User
        }
        owners = {name for name in keys if not table.model._meta.get_field(name).null}
        assert owners <= set(table.person), table.label


def test_nothing_of_nobody_points_to_a_person() -> None:
    for table in tables():
        if table.erasure is Erasure.NOBODY:
            related = [field.related_model for field in table.model._meta.get_fields() if field.many_to_one]
            assert User not in related, table.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_is_kept_why_and_how_long(visitor: Client, language: str) -> None:
    page = visitor.get(f"/{language}/privacy/").content.decode()
    speech = Speech(language)
    for kept in DECLARED.values():
        if kept.ground is not Ground.NONE:
            assert speech.say(f"privacy.{kept.code}.why").replace("'", "&#x27;") in page, kept.code
    assert not re.search(r"\{\w+\}", page)
    assert not re.search(r">\s*privacy\.[a-z]", page)


def test_the_record_of_processing_is_up_to_date() -> None:
    assert (DOCS / "record-of-processing.md").read_text() == record_of_processing()


@pytest.fixture
def anna(db: None) -> Person:  # noqa: ARG001
    """A person of whom every table keeps something."""
    return make_person("anna")


@pytest.fixture
def bert(db: None) -> Person:  # noqa: ARG001
    """Another of whom every table keeps something."""
    return make_person("bert")


def _files(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.usefixtures("bert")
def test_the_export_holds_every_row_of_a_person(anna: Person) -> None:
    files = _files(everything(anna.account))
    personal = [table for table in tables() if table.erasure is not Erasure.NOBODY]
    for table in personal:
        rows = list(table.rows_of(anna.account))
        assert rows, f"{table.label}: tests/web/privacy_world.py makes no row of it"
        written: list[dict[str, Any]] = json.loads(files[f"kept/{table.label}.json"])
        key = table.model._meta.pk.attname
        if key not in table.secret:
            assert {str(row[key]) for row in written} == {str(row.pk) for row in rows}
        assert len(written) == len(rows)


def test_the_export_holds_nothing_of_another(anna: Person, bert: Person) -> None:
    for one, other in ((anna, bert), (bert, anna)):
        content = b"\n".join(_files(everything(one.account)).values()).decode()
        for trace in other.traces:
            assert trace not in content, trace


def test_the_export_holds_no_secret(anna: Person) -> None:
    content = b"\n".join(_files(everything(anna.account)).values()).decode()
    assert anna.account.password not in content
    for session in Session.objects.all():
        assert session.session_key not in content


def test_what_an_employer_keeps_for_its_own_duties_no_longer_leads_to_the_account(anna: Person) -> None:
    erase(anna.account)
    row = Worker.objects.get(name=anna.name)
    assert (row.account, row.mail, row.origin) == (None, "", Origin.UPLOAD)
    assert "@" not in row.search


@pytest.mark.django_db(transaction=True)
def test_the_files_of_a_job_go_with_the_account() -> None:
    anna = make_person("anna")
    job = Job.objects.get(owner=anna.account)
    assert (job.given / "reform.yaml").exists()
    erase(anna.account)
    assert not job.given.parent.exists()


def _dump() -> dict[str, str]:
    """Every table of the database as text."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = "\n".join(map(repr, cursor.fetchall()))
    return found


def test_an_erasure_leaves_no_trace_of_the_person(anna: Person, bert: Person) -> None:
    before = "".join(_dump().values())
    assert all(trace in before for trace in anna.traces)
    number, others = anna.account.pk, {table.label: table.rows_of(bert.account).count() for table in tables()}
    erase(anna.account)
    left = _dump()
    for name, content in left.items():
        for trace in anna.traces:
            if (name, trace) != ("workforce_worker", anna.name):  # the employer's own row, by its own words
                assert trace not in content, f"{name}: {trace}"
    anna.account.pk = number
    for table in tables():
        if table.erasure in (Erasure.DELETED, Erasure.UNLINKED):
            assert not table.rows_of(anna.account).exists(), table.label
        if table.erasure is not Erasure.NOBODY:
            assert table.rows_of(bert.account).count() == others[table.label], table.label


def test_the_number_of_an_erased_account_is_never_given_again(anna: Person) -> None:
    number = anna.account.pk
    erase(anna.account)
    assert User.objects.create_user(username="next", email="next@example.org").pk > number


def test_nobody_is_erased_while_an_organisation_needs_its_only_owner(signed_in: Client, claire: User) -> None:
    organisation = founded("Hospital", claire)
    worker = User.objects.create_user(username="w", email="w@example.org")
    membership = Membership.objects.create(organisation=organisation, person=worker, role=Role.WORKER)
    with pytest.raises(OwnerNeeded):
        erase(claire)
    signed_in.post("/en/account/reauthenticate/", {"password": "three-days-at-home"})
    answer = signed_in.post("/en/mydays/account/delete/", {"word": "delete"})
    assert answer.status_code == 409
    assert "Hospital" in answer.content.decode()
    membership.delete()
    erase(claire)
    assert not Organisation.objects.exists()


def test_an_address_that_was_not_confirmed_opens_no_rows(anna: Person) -> None:
    """Who only claims the mail address of another gets nothing of the other's in the export."""
    thief = User.objects.create_user(username="thief", email=anna.account.email)
    EmailAddress.objects.create(user=thief, email=anna.account.email, verified=False)
    found = [
        table.label for table in tables() if table.erasure is not Erasure.NOBODY and table.rows_of(thief).exists()
    ]
    assert set(found) == {"auth.user", "account.emailaddress"}


def test_every_model_of_the_site_has_an_export_that_can_be_written() -> None:
    assert len(apps.get_models()) > 15
    for table in tables():
        assert table.exported or table.secret


@pytest.mark.django_db(transaction=True)
def test_who_was_erased_does_not_come_back_with_a_backup() -> None:
    """A backup from before the erasure is restored: all that it holds of the person is erased again."""
    anna = make_person("anna")
    number, joined = anna.account.pk, anna.account.date_joined
    erase(anna.account)
    anna = make_person("anna", pk=number, date_joined=joined)
    Membership.objects.filter(role=Role.OWNER).delete()
    Membership.objects.filter(person=anna.account).update(role=Role.OWNER)
    organisation = Organisation.objects.get(memberships__person=anna.account)
    Membership.objects.create(organisation=organisation, person=make_person("bert").account, role=Role.WORKER)
    assert erase_again(ledger()) == 1
    left = _dump()
    assert not any(anna.account.email in content for content in left.values())
    assert erase_again(ledger()) == 0


@pytest.fixture
def _list_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT._replace(backups=tmp_path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_list_of_its_own")
def test_an_erasure_that_cannot_be_noted_beside_the_backups_is_refused_whole() -> None:
    anna = make_person("anna")
    before = _dump()
    ledger().mkdir()
    with pytest.raises(IsADirectoryError):
        erase(anna.account)
    assert _dump() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_list_of_its_own")
def test_an_erasure_that_a_crash_kept_from_being_noted_is_found_while_the_database_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, bert = make_person("anna"), make_person("bert")
    number, joined = anna.account.pk, anna.account.date_joined
    with monkeypatch.context() as crash:
        crash.delattr("os.pwrite")
        erase(anna.account)
    with suppress(OverflowError), transaction.atomic():
        erase(bert.account)
        raise OverflowError  # rolled back: Bert stays
    assert ledger().read_bytes().count(b"?") > 1
    assert settle() > 0
    assert settle() == 0
    make_person("anna", pk=number, date_joined=joined)
    assert erase_again(ledger()) == 1
    assert User.objects.filter(email=bert.account.email).exists()
