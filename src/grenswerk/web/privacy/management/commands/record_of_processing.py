"""`python -m grenswerk.web record_of_processing`: the record of processing activities, as Markdown."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from grenswerk.web.privacy.processing import record_of_processing


class Command(BaseCommand):
    """Writes the record to standard output."""

    help = "The record of processing activities (art. 30 GDPR) of this site, as Markdown."

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        """Write it."""
        self.stdout.write(record_of_processing(), ending="")
