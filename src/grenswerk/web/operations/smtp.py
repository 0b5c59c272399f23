"""Sending mail: a mail server that is away is told apart from all else that can be away."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

LOG = logging.getLogger("grenswerk.operations")


class Smtp(EmailBackend):
    """Django's own, whose errors are all `SMTPException`."""

    def open(self) -> bool | None:
        """Connect; raises `SMTPServerDisconnected` where the server cannot be reached."""
        try:
            return super().open()
        except smtplib.SMTPException:
            raise
        except OSError as error:
            raise smtplib.SMTPServerDisconnected(type(error).__name__) from error


class Unsent(BaseEmailBackend):
    """A site in production without `GRENSWERK_MAIL`: its mail goes nowhere, and into no log."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Say that there was mail, and nothing of it."""
        LOG.warning("mail is not sent: GRENSWERK_MAIL is empty", extra={"facts": {"messages": len(messages)}})
        return 0
