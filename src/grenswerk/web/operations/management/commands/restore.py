"""`python -m grenswerk.web restore FILE`: a backup, and what was acknowledged after it, into an empty place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from grenswerk.model.errors import BadInput
from grenswerk.web.operations.journal import FOLDER
from grenswerk.web.operations.restoring import journal, restore


class Command(BaseCommand):
    """Restores a backup."""

    help = (
        "Restore FILE into the empty database of DATABASE_URL (or of GRENSWERK_DATA), replay the journal of"
        " GRENSWERK_BACKUPS that follows it (SQLite), and erase again who was erased since."
        " Example: python -m grenswerk.web restore site.backup"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and where the journal is."""
        parser.add_argument("file", type=Path, help="a file that `backup` made")
        parser.add_argument("--journal", type=Path, metavar="FOLDER", help="another journal than this site's own")
        parser.add_argument("--without-journal", action="store_true", help="only what stands in FILE")

    def handle(
        self,
        *_: Any,
        file: Path,
        journal: Path | None,
        without_journal: bool,
        **__: Any,
    ) -> None:
        """Restore, and say what was done."""
        done = restore(file, None if without_journal else _journal(journal))
        self.stdout.write(
            f"restored: {done.made}, then {done.replayed} transactions of the journal;"
            f" erased again: {done.erased} accounts and organisations"
        )


def _journal(given: Path | None) -> Path | None:
    if given is not None and not any(given.glob("*.journal")):
        raise BadInput(
            f"--journal: {given}: found no file of a journal: expected its folder, e.g. {given / FOLDER}"
        )
    own = journal()
    return given or (own.folder if own else None)
