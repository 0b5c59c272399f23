"""Standard output and error that show every text, whatever the terminal's character set."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata

from grenswerk.model.errors import one_line

_PLAIN = {
    "€": "EUR", "·": "-", "•": "*", "─": "-", "━": "-", "│": "|", "→": "->", "…": "...", "−": "-", "–": "-",
    "—": "-", "′": "'", "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "ß": "ss", "œ": "oe", "æ": "ae",
}  # fmt: skip


def make_ready(*, data: bool) -> None:
    """Let every character be written: as it is, or where the terminal has none for it, by a plain one.

    `data`: the output is for a program, which expects UTF-8 (RFC 8259 for JSON). A stream that was closed before
    the program began takes everything and shows nothing.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    codecs.register_error("grenswerk.plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="grenswerk.plain")
    if data and (reconfigure := getattr(sys.stdout, "reconfigure", None)):
        reconfigure(encoding="utf-8", errors="strict")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """The characters that cannot be written, by those that can: `é` by `e`, `€` by `EUR`, others by `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_plain(character) for character in missing), error.end


def _plain(character: str) -> str:
    if known := _PLAIN.get(character):
        return known
    apart = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return apart or ("" if unicodedata.combining(character) else "?")


def close_output() -> None:
    """Nobody reads the output any more: what is still to be written goes nowhere, without a complaint at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def say_wrong(message: str) -> None:
    """One line on standard error; nothing in it can steer the terminal, and it is no matter if nobody reads it."""
    try:
        print(f"grenswerk: {one_line(message)}", file=sys.stderr, flush=True)
    except OSError:
        return
