"""Mails that tell the owner of an account what happened to it: one that cannot be sent undoes nothing."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
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


def tell(subject: str, body: str, address: str) -> None:
    """Write to the owner of an account, where mail can be sent."""
    try:
        send_mail(subject, body, None, [address])
    except OSError as error:
        _unsent(error)


def _unsent(error: OSError) -> None:
    LOG.warning("mail cannot be sent", extra={"facts": {"error": type(error).__name__}})
