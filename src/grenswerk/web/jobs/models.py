"""A job: what was asked, by whom, how far it is, and what came of it."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from grenswerk.web.organisations.models import Organisation


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class Trouble(models.TextChoices):
    """Why a job failed; `INPUT` alone has a line of its own, in `Job.error`."""

    INPUT = "input"
    SECONDS = "seconds"
    MEMORY = "memory"
    SIZE = "size"  # files larger than allowed
    DISK = "disk"
    LOST = "lost"  # its worker was stopped, more often than it is tried again
    FAULT = "fault"  # of the program; the log of the worker says where


class Job(models.Model):
    """One job. `attempt` counts who took it: only the last taker may write its outcome."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="jobs", null=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    task = models.UUIDField(null=True)  # in the queue; null: waits until its owner has room for it
    word = models.CharField(max_length=120, blank=True)
    part = models.FloatField(default=0.0)  # done, 0-1
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(null=True)
    files = models.JSONField(default=list)  # names in `folder`
    submitted = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-submitted",)
        indexes = (models.Index(fields=("state", "heartbeat")), models.Index(fields=("owner", "kind", "state")))

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED

    @property
    def percent(self) -> int:
        """How much is done, 0-100."""
        return round(100 * self.part)

    @property
    def given(self) -> Path:
        """The folder of the files that were handed in."""
        return folder_of_job(self.id) / "given"

    @property
    def folder(self) -> Path:
        """The folder of the result."""
        return folder_of_job(self.id) / str(self.attempt)

    def file(self, name: str) -> Path | None:
        """The path of a file of the result; none where there is no such file."""
        path = self.folder / name
        return path if name in self.files and path.is_file() else None


def folder_of_job(job: uuid.UUID) -> Path:
    """Where the files of a job are."""
    return Path(settings.ENVIRONMENT.data) / "jobs" / str(job)
