"""The process in which one job runs: bounded in memory and time, ended when its supervisor ends.

The first line of standard input is the job; the rest of it stays open as long as the supervisor lives. Each
line of standard output is a message: progress, a result, or what was wrong.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from grenswerk.model.errors import BadInput
from grenswerk.population.pieces import cores
from grenswerk.web.jobs.kinds import Superseded, kind_of
from grenswerk.web.operations.logs import places_of

if TYPE_CHECKING:
    from grenswerk.web.jobs.models import Job

log = logging.getLogger("grenswerk.jobs")


class Order(NamedTuple):
    """What the supervisor asks for."""

    job: str
    attempt: int
    kind: str
    payload: dict[str, Any]
    given: str
    folder: str

    @classmethod
    def of(cls, job: Job) -> Order:
        """What is asked of the process of a job."""
        return cls(str(job.pk), job.attempt, job.kind, job.payload, str(job.given), str(job.folder))


class Messages:
    """The `Report` of a job in its own process: messages to the supervisor."""

    def __init__(self, order: Order, out: IO[str]) -> None:
        self.job, self.given, self.folder = order.job, Path(order.given), Path(order.folder)
        self._order, self._out = order, out

    def __call__(self, word: str, part: float) -> None:
        """Tell what is being done and how much of it is done."""
        self.send("progress", {"word": word, "part": part})

    def finish(self, result: Mapping[str, Any]) -> None:
        """Mark the job as done in the transaction that is open."""
        finish(self._order, result)

    def send(self, what: str, message: Mapping[str, Any]) -> None:
        """One line to the supervisor."""
        print(json.dumps({"what": what, **message}), file=self._out, flush=True)


def finish(order: Order, result: Mapping[str, Any]) -> None:
    """Mark a job as done, where it is still this attempt's; raises `Superseded` where it is not."""
    from grenswerk.web.jobs.models import Job, State
    from grenswerk.web.jobs.submission import ending

    own = Job.objects.filter(pk=order.job, attempt=order.attempt, state=State.RUNNING, cancel_asked=False)
    files = left_in(Path(order.folder))
    if not own.update(state=State.DONE, part=1.0, result=dict(result), files=files, **ending(order.kind)):
        raise Superseded(order.job)


def left_in(folder: Path) -> list[str]:
    """The names of the files of a result."""
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def main() -> int:
    """Run one job."""
    order = Order(**json.loads(sys.stdin.readline()))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no message
    threading.Thread(target=_end_with_supervisor, daemon=True).start()
    _prepare()
    messages = Messages(order, out)
    kind = kind_of(order.kind)
    _bound(kind.limits.memory, kind.limits.seconds)
    try:
        result = kind.function(order.payload, messages)
        messages.send("result", {"result": dict(result) if result is not None else None})
    except BadInput as error:
        messages.send("trouble", {"trouble": "input", "error": str(error)})
    except MemoryError:
        messages.send("trouble", {"trouble": "memory", "error": ""})
    except Superseded:
        return 0  # cancelled, or another worker's: the supervisor finds out which
    except Exception as error:  # the owner gets one line, the log says where
        messages.send("trouble", {"trouble": _trouble_of(error), "error": ""})
        _note(order, error)
    return 0


def _trouble_of(error: Exception) -> str:
    from grenswerk.web.operations.outages import Outage, outage_of

    return "disk" if outage_of(error) is Outage.DISK else "fault"


def _note(order: Order, error: BaseException) -> None:
    """What went wrong and where, without the values at hand: they may be someone's."""
    places = " > ".join(places_of(error.__traceback__))
    log.error("job %s (%s): %s at %s", order.job, order.kind, type(error).__name__, places)


def _prepare() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grenswerk.web.settings")
    django.setup()


def _end_with_supervisor() -> None:
    """The supervisor's end of standard input closes when it dies, however it dies."""
    while os.read(0, 4096):
        pass
    os._exit(3)


def _bound(memory: int, seconds: int) -> None:
    """Let the system refuse more memory and end what takes more time of the processors than allowed."""
    try:
        import resource
    except ImportError:  # a system without these limits; the supervisor bounds the time all the same
        return
    os.nice(5)  # pages come first
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))  # not AS: V8, which draws plots, reserves much more
    resource.setrlimit(resource.RLIMIT_CPU, (seconds * cores(), seconds * cores()))


if __name__ == "__main__":
    sys.exit(main())
