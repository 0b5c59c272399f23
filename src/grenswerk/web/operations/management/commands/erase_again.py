"""`python -m grenswerk.web erase_again`: after a recovery by other means, erase again who was erased since."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from grenswerk.web.operations.ledger import erase_again, ledger


class Command(BaseCommand):
    """Erases again."""

    help = "Erase who stands on the list of erasures and came back with a recovery of PostgreSQL."

    def handle(self, *_: Any, **__: Any) -> None:
        """Erase them, and say how many there were."""
        self.stdout.write(f"erased again: {erase_again(ledger())} accounts and organisations")
