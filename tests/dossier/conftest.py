"""What the tests of the dossier share: the letter, which is not in the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def letter() -> Path:
    """The letter of the Senate committee; skipped by name where it is not there."""
    path = Path(os.environ.get("GRENSWERK_LETTER") or ROOT.parent / "shared" / "dossier-letter.txt")
    if not path.is_file() and not os.environ.get("GRENSWERK_LETTER"):
        path = ROOT.parent.parent / "shared" / "dossier-letter.txt"
    if not path.is_file():
        pytest.skip(f"the letter file is missing: {path} (set GRENSWERK_LETTER to its place)")
    return path
