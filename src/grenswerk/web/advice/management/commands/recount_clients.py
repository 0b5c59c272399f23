"""`python -m grenswerk.web recount_clients`: reckon the numbers of the lists anew, after an update of the law."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from grenswerk.web.advice.years import recount


class Command(BaseCommand):
    """Reckons every year whose numbers are of another version of the law."""

    help = "Reckon the numbers of the lists of clients by the law of this version. No fact is changed."

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        """Go through the years of clients with valid consent."""
        self.stdout.write(f"{recount()} reckoned")
