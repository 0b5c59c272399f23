"""A job in the reader's words."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.render.speech import Speech
from grenswerk.web.jobs.kinds import page_for
from grenswerk.web.jobs.models import Job, State, Trouble
from grenswerk.web.speaking import speech


class Shown(NamedTuple):
    """What pages show of a job."""

    job: Job
    what: str
    word: str  # what is being done
    trouble: str  # why it failed, in one line
    line: str  # of the input that was wrong, as the command line says it

    @property
    def waits(self) -> bool:
        """Whether it has not begun."""
        return self.job.state == State.QUEUED


def shown(job: Job) -> Shown:
    """A job in the language of the page."""
    own = speech()
    return Shown(job, what_of(job, own), word_of(job, own), trouble_of(job, own), job.error)


def what_of(job: Job, own: Speech) -> str:
    """What the job does, with its title."""
    room, _, what = job.kind.partition(".")
    said = own.say(code) if own.knows(code := f"{room}.job.{what}") else job.kind
    return f"{said}: {job.title}" if job.title else said


def word_of(job: Job, own: Speech) -> str:
    """What is being done, as far as the room has a text for it."""
    code = f"{job.kind.partition('.')[0]}.progress.{job.word}"
    return own.say(code) if own.knows(code) else job.word


def trouble_of(job: Job, own: Speech) -> str:
    """Why the job failed, in one line; empty where it did not."""
    if job.state != State.FAILED:
        return ""
    return own.say(f"jobs.trouble.{job.trouble or Trouble.FAULT}", {"id": str(job.pk)[:8]})


def page_of(job: Job) -> str:
    """The address that shows the result of a job that is done; empty where the job's own page does."""
    page = page_for(job.kind) if job.state == State.DONE else None
    return page(job) if page else ""
