"""What an adviser's office keeps of a client.

Without consent only what is needed to ask for it: the rows of `Client` and `Consent`. With it a `ClientYear` for
each calendar year (a whole worker file), the dates that follow, the notes of the advisers, and closed years.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from grenswerk.render.speech import LANGUAGES
from grenswerk.web.organisations.models import Organisation


class Client(models.Model):
    """Somebody whom an office advises. A client who withdrew his consent is `closed`, at once and for good.

    `mails` counts the addresses that stood here before `mail`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="clients")
    name = models.CharField(max_length=120)
    mail = models.EmailField(blank=True)
    mails = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    made = models.DateTimeField(auto_now_add=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("organisation", "name"), name="clients_by_name"),)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "reference"), condition=~Q(reference=""), name="one_client_a_reference"
            ),
        )

    def __str__(self) -> str:
        return f"client {self.pk}"


class FormerMail(models.Model):
    """An address that a file had: who has confirmed it reads what was recorded in its time, and nothing later."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="former_mails")
    mail = models.EmailField()
    number = models.PositiveIntegerField()  # `Client.mails` of its time

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("client", "number"), name="one_address_a_time"),)
        indexes = (models.Index(fields=("mail",), name="clients_by_former_mail"),)

    def __str__(self) -> str:
        return f"client {self.client_id}, address {self.number}"


class Scope(models.TextChoices):
    """What a consent covers. Facts are always covered; a closed year is kept only where that was agreed too."""

    FACTS = "facts"
    ARCHIVE = "archive"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, asked by whether they hold."""

    def valid(self, on: dt.date | None = None) -> ConsentQuerySet:
        """Those that were given, have not ended and were not withdrawn."""
        day = on or localdate()
        return self.filter(given_on__lte=day, ends__gte=day, withdrawn=None, client__closed=None)


class Consent(models.Model):
    """A consent that was asked for: its words, how it was given, until when, and whether it was withdrawn.

    `hash` is that of the secret of the link under which the client reads, gives and withdraws it. What is without
    `recorded_by` and `withdrawn_by` was done by the client himself, by his link.
    """

    class How(models.TextChoices):
        """How it was given."""

        LINK = "link"
        PAPER = "paper"
        IN_PERSON = "in_person"

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked"
        VALID = "valid"
        ENDED = "ended"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    text = models.TextField()
    language = models.CharField(max_length=2)
    scope = models.JSONField(default=list)
    ends = models.DateField()
    asked = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    given_on = models.DateField(null=True)
    given = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    declined = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    hash = models.CharField(max_length=64, unique=True)
    link_ends = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-asked", "-pk")

    def __str__(self) -> str:
        return f"consent {self.pk}: {self.state}"

    @property
    def state(self) -> State:
        """Where it stands today."""
        if self.withdrawn:
            return self.State.WITHDRAWN
        if self.declined:
            return self.State.DECLINED
        if self.ends < localdate():
            return self.State.ENDED
        return self.State.VALID if self.given_on else self.State.ASKED

    @property
    def open(self) -> bool:
        """Whether it still can be given by its link."""
        return self.state is self.State.ASKED and self.link_ends > timezone.now()


class ClientYear(models.Model):
    """A calendar year of a client: a whole worker file, and what the list shows of its answer.

    `version` counts the changes of the facts. `nearness` is the used part of the nearest limit (0-1, above 1 it is
    crossed); `headline` the numbers of the list. `closed_as` is the number of the archived version while the year
    is closed, 0 while it is worked on; `correction` says why a closed year was taken up again.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    nearness = models.FloatField(null=True)
    headline = models.JSONField(default=dict)
    law = models.CharField(max_length=64, blank=True)
    closed_as = models.PositiveIntegerField(default=0)
    correction = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=("client", "year"), name="one_year_a_client"),)

    def __str__(self) -> str:
        return f"client {self.client_id}, {self.year}"


class NextDate(models.Model):
    """A date on which a duty of a year falls due: kept with the year, so that the list need not compute it."""

    year = models.ForeignKey(ClientYear, on_delete=models.CASCADE, related_name="dates")
    due = models.DateField()
    code = models.CharField(max_length=80)
    state = models.CharField(max_length=2)
    who = models.CharField(max_length=10)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("due",), name="client_dates_by_day"),)

    def __str__(self) -> str:
        return f"{self.due} {self.code}"


class Note(models.Model):
    """One version of what an adviser noted beside a part of an assessment; an empty text takes the note away."""

    class Part(models.TextChoices):
        """The parts of an assessment."""

        GENERAL = "general"
        TAX = "tax"
        INSURANCE = "insurance"
        ESTABLISHMENT = "establishment"
        NET_PAY = "net_pay"
        DUTIES = "duties"

    year = models.ForeignKey(ClientYear, on_delete=models.CASCADE, related_name="notes")
    part = models.CharField(max_length=13, choices=Part.choices)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("part", "-version")
        constraints = (models.UniqueConstraint(fields=("year", "part", "version"), name="one_note_a_version"),)

    def __str__(self) -> str:
        return f"{self.part} {self.version}"

    @property
    def said_author(self) -> str:
        """Who wrote it; empty for an account that is gone."""
        return self.author.email if self.author else ""


class ClosedYear(models.Model):
    """A year as it was closed: facts, answer with its words, notes, consent, and the paper that the client got.

    The database refuses to change it (see `triggers`). `as_of` is the day whose law was applied, `law` the version
    of the law as it stood in the program, `answer` the JSON that was written, `hash` the SHA-256 of everything but
    the paper in canonical JSON, `pdf_hash` that of the paper. `closed_by` is a number without a foreign key, so
    that it outlives the account.
    """

    year = models.ForeignKey(ClientYear, on_delete=models.CASCADE, related_name="closed")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    closed_by = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    as_of = models.DateField()
    law = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    facts = models.JSONField()
    answer = models.TextField()
    notes = models.JSONField()
    consent = models.JSONField()
    hash = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("year", "number"), name="one_closing_a_number"),)

    def __str__(self) -> str:
        return f"{self.year_id} closed {self.number}"
