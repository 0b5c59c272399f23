"""`python -m grenswerk.web recompute_workforce`: every row by the law as this version knows it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from grenswerk.web.workforce.models import Worker
from grenswerk.web.workforce.sharing import recompute


class Command(BaseCommand):
    """To be run after an upgrade, while the site runs."""

    help = "Compute all workers of all employers anew: results, limits, duties and forecast."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Row by row, each in a transaction of its own."""
        done = 0
        for number in Worker.objects.order_by("pk").values_list("pk", flat=True).iterator():
            recompute(Worker(pk=number))
            done += 1
        if options["verbosity"]:
            self.stdout.write(f"{done} rows computed")
