"""What a room can do in the background: a function, its limits, and the page that shows its result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from grenswerk.model.errors import BadInput, nearest

if TYPE_CHECKING:
    from grenswerk.web.jobs.models import Job
    from grenswerk.web.organisations.models import Role

Payload = dict[str, Any]
MEGABYTE = 1024 * 1024


class Report(Protocol):
    """How a function tells how far it is, and where it reads and writes files.

    A function that writes rows calls `finish` as the last thing in its own transaction: rows and the mark that the
    job is done are then kept together or not at all, whatever happens to the process.
    """

    job: str
    given: Path  # folder of the files that were handed in
    folder: Path  # empty folder; what is left in it is the result

    def __call__(self, word: str, part: float) -> None:
        """Say what is being done (a code under `ROOM.progress.`, or a name) and how much of it is done, 0-1."""

    def finish(self, result: Mapping[str, Any]) -> None:
        """Mark the job as done within the caller's transaction; raises `Superseded` where it is not its own."""


Function = Callable[[Payload, Report], Mapping[str, Any] | None]


class Superseded(Exception):
    """The job was cancelled, or another worker has taken it over: nothing of this run may be kept."""


class Limits(NamedTuple):
    """What one person may ask of a kind, and what one job may take."""

    running: int = 1  # jobs of one person at a time
    waiting: int = 10  # more of them in the queue
    seconds: int = 300
    memory: int = 4096 * MEGABYTE  # bytes that it may write to
    payload: int = 200_000  # bytes, as JSON
    given: int = 20 * MEGABYTE  # bytes of all files handed in
    written: int = 200 * MEGABYTE  # bytes of all files of the result
    kept: dt.timedelta = dt.timedelta(days=30)  # after the end, then job and files are deleted


USUAL = Limits()


class Kind(NamedTuple):
    """One thing that can be done in the background."""

    name: str  # ROOM.WHAT
    function: Function
    limits: Limits
    page: Callable[[Job], str] | None  # the address that shows a result, where it is not the job's own page
    role: Role  # in an organisation, without which its owner no longer sees the job


_KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    *,
    limits: Limits = USUAL,
    page: Callable[[Job], str] | None = None,
    role: Role | None = None,
) -> Callable[[Function], Function]:
    """Register a function as a kind of job, under `ROOM.WHAT`.

    `role`: in an organisation, without which the owner of a job no longer sees it; HR when left out.
    """
    from grenswerk.web.organisations.models import Role

    def registered(function: Function) -> Function:
        _KINDS[name] = Kind(name, function, limits, page, role or Role.HR)
        return function

    return registered


def limits_of(name: str) -> Limits:
    """The limits of a kind; the usual ones for a kind that this version no longer knows."""
    return _KINDS[name].limits if name in _KINDS else USUAL


def page_for(name: str) -> Callable[[Job], str] | None:
    """What gives the address of a result of this kind."""
    return _KINDS[name].page if name in _KINDS else None


def lowest_role(name: str) -> Role:
    """The role in an organisation without which a job of this kind is not seen.

    The highest for a kind that this version no longer knows.
    """
    from grenswerk.web.organisations.models import Role

    return _KINDS[name].role if name in _KINDS else Role.OWNER


def kind_of(name: str) -> Kind:
    """The kind of this name; raises `BadInput` with the nearest known."""
    if name not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        raise BadInput(f'job kind "{name}": expected one of {known}{nearest(name, _KINDS)}')
    return _KINDS[name]
