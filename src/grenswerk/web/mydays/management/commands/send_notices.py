"""`python -m grenswerk.web send_notices`: write to people about limits and dates that are near; run it daily."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from grenswerk.web.mydays.models import Year
from grenswerk.web.mydays.notices import send_notices


class Command(BaseCommand):
    """Sends every notice that is due and was not sent."""

    help = "Write to people about limits and due dates that are near. Each notice is sent once."

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        """Go through every year."""
        sent = sum(send_notices(year) for year in Year.objects.select_related("owner"))
        self.stdout.write(f"{sent} sent")
