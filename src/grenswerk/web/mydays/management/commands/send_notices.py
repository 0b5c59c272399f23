"""`python -m grenswerk.web send_notices`: write to people about limits and dates that are near; run it daily."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from grenswerk.web.mydays.models import Year
from grenswerk.web.mydays.notices import send_notices


class Command(BaseCommand):
    """Sends every notice that is due and was not sent."""

    help = "Write to people about limits and due dates that are near. Each notice is sent once."

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        """Go through every year; one whose mail cannot be sent keeps nobody else from theirs."""
        sent = 0
        unsent: list[OSError] = []
        for year in Year.objects.select_related("owner"):
            try:
                sent += send_notices(year)
            except OSError as error:  # of the mail server, for this address or for all
                unsent.append(error)
        self.stdout.write(f"{sent} sent")
        if unsent:
            why = type(unsent[-1]).__name__
            raise CommandError(
                f"mail to {len(unsent)} people could not be sent ({why}): it is tried again next time"
            )
