"""What is kept of a person: years with their facts, days, changes, statements, and addresses of feeds."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models


class Year(models.Model):
    """A calendar year of a person: the facts of a worker file without its days, and the version of its log.

    Every change of the log has a number, counted within the year; `version` is that of the last one.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=("owner", "year"), name="one_year_a_person"),)

    def __str__(self) -> str:
        return str(self.year)


class Day(models.Model):
    """The rows of the log of one date, and the change that last wrote them. A cleared day keeps its row."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    entries = models.JSONField(default=list)
    changed_by = models.PositiveIntegerField()

    class Meta:
        ordering = ("date",)
        constraints = (models.UniqueConstraint(fields=("year", "date"), name="one_row_a_date"),)

    def __str__(self) -> str:
        return self.date.isoformat()


class Change(models.Model):
    """One change of a log, with what stood on its dates before and after: what an undo needs."""

    class Kind(models.TextChoices):
        """What made the change."""

        EDIT = "edit"
        IMPORT = "import"
        UNDO = "undo"

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField()
    after = models.JSONField()
    undoes = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("year", "number"), name="one_change_a_number"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def dates(self) -> list[dt.date]:
        """The dates that it wrote."""
        return [dt.date.fromisoformat(date) for date in sorted(self.after)]


class Feed(models.Model):
    """A secret address under which a calendar program reads a year. Only its hash is kept."""

    class Kind(models.TextChoices):
        """What the feed holds."""

        DAYS = "days"
        DUTIES = "duties"

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="feeds")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2)
    made = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made",)

    def __str__(self) -> str:
        return f"{self.kind} {self.made:%Y-%m-%d}"


class Statement(models.Model):
    """A statement of a year that was printed: its content, and the hash that stands on the paper."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="statements")
    hash = models.CharField(max_length=64, db_index=True)
    content = models.JSONField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=("year", "hash"), name="one_statement_a_hash"),)

    def __str__(self) -> str:
        return self.hash[:12]


class Preferences(models.Model):
    """How a person wants to be written to."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    language = models.CharField(max_length=2, default="en")
    notices = models.BooleanField(default=True)
    days_before = models.PositiveSmallIntegerField(default=14)

    def __str__(self) -> str:
        return self.language


class Notice(models.Model):
    """A notice that was sent, so that it is sent once."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("year", "key"), name="one_notice_a_key"),)

    def __str__(self) -> str:
        return self.key
