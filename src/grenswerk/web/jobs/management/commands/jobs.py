"""`python -m grenswerk.web jobs`: work off background jobs until told to end."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from grenswerk.web.jobs.working import work


class Command(BaseCommand):
    """A worker; several may run at once, on one machine or on several that share the folder of data."""

    requires_system_checks = ()  # a worker needs no pages; the site has checked them
    help = "Work off background jobs. Ends on SIGTERM; the job that runs then goes back into the queue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--batch` and `--with-parent`."""
        parser.add_argument("--batch", action="store_true", help="end when no job waits")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when standard input closes, as `grenswerk serve` does"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Work."""
        work(batch=options["batch"], with_parent=options["with_parent"])
