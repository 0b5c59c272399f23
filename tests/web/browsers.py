"""Browsers of the tests, with somebody signed in or nobody."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(person: User | None, **kind: Any) -> Client:
    """A browser in which this person is signed in; `kind` are options of Django's own browser of tests."""
    browser = Client(headers={"host": "localhost"}, **kind)
    if person:
        sign_in(browser, person)
    return browser


def sign_in(browser: Client, person: User) -> None:
    """Sign this person in, in place of whoever was."""
    browser.force_login(person, backend=BACKEND)
