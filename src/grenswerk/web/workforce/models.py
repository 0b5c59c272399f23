"""What an employer keeps of its workers: facts and results, duties, policies, uploads; and what they share."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from grenswerk.web.organisations.models import Organisation


class Origin(models.TextChoices):
    """Where the days come from that the results rest on."""

    UPLOAD = "upload"  # the employer's own file
    COUNTS = "counts"  # counted from the worker's log, without dates
    DAYS = "days"  # the worker's log, day by day


class Workforce(models.Model):
    """The rows of one employer: `version` counts what was done to them, and its row is locked meanwhile."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="workforce")
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.version}"


class Duty(models.Model):
    """What must be done where and when; the workers of one employer and year who share it point to one row.

    `dates` are all on which it falls due, in order; empty where it has none. `facts` are what its text needs.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="duties")
    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)  # of all that follows
    code = models.CharField(max_length=60)
    who = models.CharField(max_length=10)
    state = models.CharField(max_length=2)
    dates = models.JSONField(default=list)
    source = models.CharField(max_length=120)
    certainty = models.CharField(max_length=12)
    where = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("state", "code", "pk")
        constraints = (models.UniqueConstraint(fields=("organisation", "year", "key"), name="one_row_a_duty"),)

    def __str__(self) -> str:
        return f"{self.state} {self.code}"


class Worker(models.Model):
    """One employment of a worker in one year.

    `facts` are the batch columns as the employer gave them; `results` the columns of the batch's answer for the
    days of `origin`. The numbers beside them repeat what the table sorts and filters by. Days of the year,
    EUR/year, shares 0-1; empty where there is no answer.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="workers")
    year = models.PositiveSmallIntegerField()
    payroll_id = models.CharField(max_length=60)
    name = models.CharField(max_length=120, blank=True)
    mail = models.EmailField(blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="employments"
    )
    search = models.CharField(max_length=500)  # payroll id, name and mail in small letters
    facts = models.JSONField()
    counted_until = models.DateField(null=True)  # the last date that the counts hold; empty: the whole year
    plan_home_per_week = models.FloatField(null=True)  # from then on
    changed = models.DateTimeField(auto_now=True)

    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.UPLOAD)
    results = models.JSONField(default=dict)
    residence = models.CharField(max_length=2)
    employer_state = models.CharField(max_length=2)
    threshold_days = models.FloatField(null=True)
    threshold_left = models.FloatField(null=True)  # negative: crossed by so many days
    residence_share = models.FloatField(null=True)
    home_share = models.FloatField(null=True)
    establishment_line = models.FloatField(null=True)
    establishment_left = models.FloatField(null=True)  # the line less `home_share`
    establishment_risk = models.CharField(max_length=12, blank=True)
    competent_state = models.CharField(max_length=2, blank=True)
    net = models.FloatField(null=True)
    duty_count = models.PositiveSmallIntegerField(null=True)
    duties = models.ManyToManyField(Duty, related_name="workers")

    home_days = models.FloatField(default=0)  # of the whole year, as counted and planned
    home_per_week = models.FloatField(default=0)
    planned_share = models.FloatField(default=0)  # home days of all working days of the whole year
    ledger = models.BooleanField(default=False)  # whether the dates that follow are those of a day ledger
    crosses_tax_threshold = models.DateField(null=True)
    crosses_substantial_part = models.DateField(null=True)
    crosses_telework_half = models.DateField(null=True)
    crosses_establishment_line = models.DateField(null=True)

    class Meta:
        ordering = ("payroll_id", "pk")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "year", "payroll_id"), name="one_row_an_employment"),
        )
        indexes = (
            models.Index(fields=("organisation", "year", "threshold_left"), name="worker_by_threshold"),
            models.Index(fields=("organisation", "year", "residence_share"), name="worker_by_residence_share"),
            models.Index(fields=("organisation", "year", "establishment_left"), name="worker_by_establishment"),
            models.Index(fields=("organisation", "year", "name"), name="worker_by_name"),
            models.Index(fields=("organisation", "mail"), name="worker_by_mail"),
            models.Index(fields=("organisation", "year", "search"), name="worker_by_search"),
        )

    def __str__(self) -> str:
        return f"{self.payroll_id} {self.year}"

    @property
    def called(self) -> str:
        """How the row is named on a page."""
        return self.name or self.payroll_id

    @property
    def pair(self) -> str:
        """Residence and employer's state."""
        return f"{self.residence}-{self.employer_state}"


class Sharing(models.Model):
    """What the person of a row lets the employer see of the own log. Without a row: nothing."""

    class Extent(models.TextChoices):
        """How much of it."""

        COUNTS = "counts"
        DAYS = "days"

    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, related_name="sharing")
    extent = models.CharField(max_length=8, choices=Extent.choices)
    employment = models.CharField(max_length=80, blank=True)  # of the person's own year; empty: the only one
    since = models.DateTimeField(auto_now_add=True)
    wrong = models.TextField(blank=True)  # why the log cannot be used; told to the person alone

    def __str__(self) -> str:
        return self.extent


class Policy(models.Model):
    """The most home days that the employer allows, everywhere or between two states."""

    class Measure(models.TextChoices):
        """What is measured."""

        WEEK = "week"  # home days a week
        YEAR = "year"  # home days a year
        SHARE = "share"  # home days of all working days, 0-1

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="policies")
    residence = models.CharField(max_length=2, blank=True)  # empty: any
    employer_state = models.CharField(max_length=2, blank=True)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    most = models.FloatField()
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("residence", "employer_state", "measure", "pk")

    def __str__(self) -> str:
        return f"{self.residence or '*'}-{self.employer_state or '*'} {self.measure} {self.most:g}"


class Upload(models.Model):
    """A file before it is taken over: what it would do, kept until somebody says yes or no."""

    class Kind(models.TextChoices):
        """What stands in the file."""

        WORKERS = "workers"
        LEDGER = "ledger"  # one row a worker-day: only the forecast is kept of it

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading"
        READY = "ready"
        REFUSED = "refused"
        TAKING = "taking"  # somebody said yes: it is being written
        ACCEPTED = "accepted"
        OUTDATED = "outdated"  # the rows were changed since its preview

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WORKERS)
    whole = models.BooleanField(default=False)  # rows of its years that are not in the file are removed
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    job = models.UUIDField(null=True)
    seen = models.PositiveIntegerField(default=0)  # the version of the workforce that it was compared with
    counts = models.JSONField(default=dict)  # rows that are new, changed, the same, removed, wrong
    errors = models.JSONField(default=list)  # row, payroll id, column, line
    wrong = models.TextField(blank=True)  # what is wrong with the file as a whole
    content = models.BinaryField(null=True)  # the rows that it would write

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name
