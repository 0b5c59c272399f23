"""The console that tables are written to."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Terminal(Console):
    """A console that leaves a reader who went away to the command line, as every other output does."""

    def on_broken_pipe(self) -> NoReturn:
        """Say so, instead of ending the program."""
        raise BrokenPipeError
