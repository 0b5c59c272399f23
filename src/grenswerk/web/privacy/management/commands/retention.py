"""`python -m grenswerk.web retention`: delete what is past its time; run it daily."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from grenswerk.web.privacy.retention import due, expire
from grenswerk.web.privacy.unused import Unwarned, warn


class Command(BaseCommand):
    """Warns about unused accounts, then deletes what is past its time."""

    help = "Delete what is past its time. A second run on the same day finds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """What can be asked."""
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted, delete nothing")

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002
        """Say for each kind how much was deleted."""
        now = timezone.now()
        if options["dry_run"]:
            for outcome in due(now):
                self.stdout.write(f"{outcome.code}: {outcome.deleted} due")
            return
        unwarned: Unwarned | None = None
        try:
            written = warn(now)
        except Unwarned as error:  # what is past its time goes all the same
            unwarned, written = error, error.written
        self.stdout.write(f"warned: {written}")
        for outcome in expire(now):
            stuck = f", {outcome.stuck} kept: an organisation has no other owner" if outcome.stuck else ""
            self.stdout.write(f"{outcome.code}: {outcome.deleted} deleted{stuck}")
        if unwarned:
            raise CommandError(str(unwarned))
