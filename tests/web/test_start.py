"""What the site loads when it starts: what only some requests and jobs need waits for the first of them."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = ("numba", "numpy", "pandas", "polars", "pyarrow", "scipy", "typst", "xlsxwriter", "openpyxl")
START = f"""
import sys
import django
from django.urls import get_resolver

django.setup()
assert get_resolver().url_patterns
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_the_site_starts_without_the_libraries_of_batch_laboratory_and_paper() -> None:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.web.settings"}
    done = subprocess.run([sys.executable, "-c", START], env=given, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr
