"""Where a benchmark of the site runs: an empty site in a folder that is thrown away."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def empty_site() -> Iterator[Path]:
    """The folder of a site with its tables and nobody in it; on PostgreSQL where DATABASE_URL names one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("GRENSWERK_DATA", folder)
        os.environ["GRENSWERK_SECRET_KEY"] = "of no use " * 6
        os.environ["DJANGO_SETTINGS_MODULE"] = "grenswerk.web.settings"
        sys.path.insert(0, str(Path(__file__).parent.parent))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield Path(folder)
