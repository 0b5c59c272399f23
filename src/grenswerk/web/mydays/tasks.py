"""What a worker does for the day log after a change was answered: write to its owner about what is near."""

from __future__ import annotations

import datetime as dt
import logging

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from grenswerk.web.mydays.models import Year
from grenswerk.web.mydays.notices import send_notices

log = logging.getLogger("grenswerk.mydays")
DELAY = dt.timedelta(seconds=20)  # what is changed in the meantime is in the same mail
PRIORITY = -10  # jobs that somebody waits for come first


@task(priority=PRIORITY)
def write_notices(year: int) -> None:
    """Write to the owner of a year; mail that cannot be sent is left to the daily `send_notices`."""
    found = Year.objects.select_related("owner").filter(pk=year).first()
    if found is None:  # erased in the meantime
        return
    try:
        send_notices(found)
    except OSError as error:  # of the mail server; the text may hold an address, so that only its kind is told
        log.warning("notices: mail could not be sent: %s", type(error).__name__)


def notices_later(year: Year) -> None:
    """Let a worker look at the year soon; asked for within the transaction of a change, and once for several."""
    waiting = DBTaskResult.objects.filter(
        task_path=write_notices.module_path,
        status=TaskResultStatus.READY,
        args_kwargs={"args": [year.pk], "kwargs": {}},
    )
    if not waiting.exists():
        write_notices.using(run_after=timezone.now() + DELAY).enqueue(year.pk)
