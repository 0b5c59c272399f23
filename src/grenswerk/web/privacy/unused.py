"""Accounts that nobody uses: a mail first, and then their end."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core.mail import send_mail
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.dispatch import receiver
from django.utils.timezone import localdate

from grenswerk.web.mydays.models import Feed
from grenswerk.web.privacy.models import Warned
from grenswerk.web.privacy.periods import periods
from grenswerk.web.speaking import speech_to

LOG = logging.getLogger("grenswerk.privacy")


def unused_since(moment: dt.datetime) -> QuerySet[User]:
    """Accounts without a sign-in, and whose feeds no calendar has read, since a moment."""
    read = Feed.objects.filter(year__owner=OuterRef("pk"), read__gte=moment)
    people = User.objects.annotate(used=Coalesce(F("last_login"), F("date_joined")))
    return people.filter(~Exists(read), used__lt=moment)


def unconfirmed(now: dt.datetime) -> QuerySet[User]:
    """Accounts whose mail address was not confirmed in time; none where nothing has to be confirmed."""
    if settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory":
        return User.objects.none()
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.filter(
        ~Exists(verified), last_login=None, date_joined__lt=periods().unconfirmed_account.before(now)
    )


def ended(now: dt.datetime) -> QuerySet[User]:
    """Accounts that were warned long enough ago and still are unused."""
    own = periods()
    return unused_since(own.unused_account.before(now)).filter(
        Q(last_login=None) | Q(last_login__lt=F("warned__at")), warned__at__lt=own.warning.before(now)
    )


class Unwarned(Exception):
    """Mails that could not be sent; `written` are those that were, and the rest is tried at the next run."""

    def __init__(self, written: int, unwritten: int) -> None:
        self.written = written
        super().__init__(f"mail to {unwritten} people could not be sent: it is tried again next time")


def warn(now: dt.datetime) -> int:
    """Write to those whose account is about to be unused for too long; returns to how many.

    An address that is refused keeps nobody else from the mail. Raises `Unwarned` when all others are written to.
    """
    if not settings.MAIL_REACHES_PEOPLE:
        return 0
    own = periods()
    soon = unused_since(own.unused_account.before(own_end(now)))
    waiting = list(soon.filter(warned=None).exclude(email=""))
    written = 0
    for person in waiting:
        try:
            _write(person, localdate(own_end(now)))
        except smtplib.SMTPRecipientsRefused:
            continue
        except OSError as error:  # of the mail server: it takes nobody's mail now
            LOG.warning("mail cannot be sent", extra={"facts": {"error": type(error).__name__}})
            break
        Warned.objects.get_or_create(person=person, defaults={"at": now})
        written += 1
    if written < len(waiting):
        raise Unwarned(written, len(waiting) - written)
    return written


def own_end(now: dt.datetime) -> dt.datetime:
    """When an account ends that is warned now."""
    return now + (now - periods().warning.before(now))


def _write(person: User, end: dt.date) -> None:
    speech = speech_to(person)
    facts = {"end": end, "years": periods().unused_account.said}
    send_mail(
        speech.say("privacy.mail.unused.subject", facts),
        speech.say("privacy.mail.unused.body", facts),
        None,
        [person.email],
    )


@receiver(user_logged_in)
def _used_again(sender: object, user: User, **_rest: object) -> None:  # noqa: ARG001
    Warned.objects.filter(person=user).delete()
