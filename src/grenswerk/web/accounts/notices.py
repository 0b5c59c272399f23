"""Mails that tell the owner of an account what happened to it: one that cannot be sent undoes nothing."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail

LOG = logging.getLogger("grenswerk.accounts")


class Notices(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """allauth's adapter, whose notices of changes follow the change and do not fail it."""

    def send_notification_mail(self, *arguments: Any, **named: Any) -> None:
        """Tell of a new password, a new factor, another address."""
        try:
            super().send_notification_mail(*arguments, **named)
        except OSError as error:
            _unsent(error)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell who signs up again; hash a password as for a new account, so that the time tells nobody else."""
        make_password("as for a new account")
        super().send_account_already_exists_mail(email)


def tell(subject: str, body: str, address: str) -> None:
    """Write to the owner of an account, where mail can be sent."""
    try:
        send_mail(subject, body, None, [address])
    except OSError as error:
        _unsent(error)


def _unsent(error: OSError) -> None:
    LOG.warning("mail cannot be sent", extra={"facts": {"error": type(error).__name__}})
