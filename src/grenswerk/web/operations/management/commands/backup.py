"""`python -m grenswerk.web backup [OUT]`: a copy of the database while the site runs, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from grenswerk.model.errors import BadInput
from grenswerk.web.operations.restoring import KEPT, back_up, back_up_by_date


class Command(BaseCommand):
    """Makes a backup."""

    help = (
        "Write a backup of the database to OUT, or into the folder GRENSWERK_BACKUPS, where the last"
        f" {KEPT} are kept. The site may run meanwhile. Example: python -m grenswerk.web backup site.backup"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, or none."""
        parser.add_argument("out", nargs="?", type=Path, help="the file to write (default: GRENSWERK_BACKUPS)")

    def handle(self, *_: Any, out: Path | None, **__: Any) -> None:
        """Make one backup."""
        if out is None:
            folder = settings.ENVIRONMENT.backups
            if folder is None:
                raise BadInput("backup: found neither OUT nor GRENSWERK_BACKUPS: expected one of them")
            out = back_up_by_date(folder)
        else:
            back_up(out.absolute())
        self.stdout.write(str(out))
