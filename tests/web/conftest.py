"""What the tests of the site share: a visitor and the world around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import django.db.backends.sqlite3.base  # noqa: F401  before its operations: each imports the other
import psycopg
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.db.backends.sqlite3.operations import DatabaseOperations
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from grenswerk.web.audit.triggers import MAKE, UNDO
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.models import Year
from grenswerk.web.organisations.models import Organisation
from tests.web.api_world import founded, program, token_for
from tests.web.browsers import sign_in
from tests.web.browsing import chromium, site, visit

__all__ = ["chromium", "site", "visit"]  # fixtures: one browser for all files of tests
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _fresh_rates() -> None:
    """No test is slowed by what another asked for."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_language_of_another() -> Iterator[None]:
    """The language of a page that one test asked for is not that of the next."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def own_databases() -> Iterator[Callable[[], str]]:
    """Makes empty databases for servers of their own, each given by its `DATABASE_URL`.

    An empty one means SQLite in that server's folder.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield lambda: ""
        return
    made = []
    with psycopg.connect(url, autocommit=True) as connection:

        def make() -> str:
            made.append(f"own_{uuid4().hex}")
            connection.execute(f'CREATE DATABASE "{made[-1]}"'.encode())
            return urlsplit(url)._replace(path=f"/{made[-1]}").geturl()

        yield make
        for name in made:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def own_database(own_databases: Callable[[], str]) -> str:
    """One of them."""
    return own_databases()


@pytest.fixture(scope="module")
def kept_for_the_file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """What the fixtures of a file write stands until its last test; each test undoes what it writes itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def visitor() -> Client:
    """Someone without an account."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def claire(db: None) -> User:  # noqa: ARG001
    """A nurse who lives in France and works in Belgium."""
    owner = User.objects.create_user(username="claire", email="claire@example.org", password="three-days-at-home")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    return owner


@pytest.fixture
def year(claire: User) -> Year:
    """Her year 2026, with an empty log."""
    return Year.objects.create(owner=claire, year=2026, facts=FACTS)


@pytest.fixture
def signed_in(claire: User, visitor: Client) -> Client:
    """Her browser."""
    sign_in(visitor, claire)
    return visitor


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied_between_tests() -> None:
    """SQLite empties a table row by row, which the audit log refuses: the tests lift that for the emptying."""
    empty = DatabaseOperations.sql_flush

    def emptied(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        return [*UNDO["sqlite"], *empty(self, *args, **kwargs), *MAKE["sqlite"]]

    DatabaseOperations.sql_flush = emptied  # type: ignore[method-assign,assignment]


@pytest.fixture
def firm(claire: User) -> Organisation:
    """Claire's employer."""
    return founded("Clinique du Nord", claire)


@pytest.fixture
def payroll(claire: User, firm: Organisation) -> Client:
    """The payroll program of the employer, with a token that may all."""
    return program(token_for(claire, firm))


@pytest.fixture(scope="session")
def compiled() -> None:
    """The rules compiled, as they are after the first batch of an installation."""
    from grenswerk.population.engine import prepare

    prepare()
