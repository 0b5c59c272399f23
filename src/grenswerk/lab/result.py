"""What a run leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Result(NamedTuple):
    """Lines to print, the files that were written, and whether the figures add up."""

    lines: list[str]
    written: list[Path]
    holds: bool
