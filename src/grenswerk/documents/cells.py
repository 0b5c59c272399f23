"""Text in a cell that a spreadsheet would run as a formula: an apostrophe before it makes it plain text.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

from typing import Any

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")  # what a spreadsheet may take for the start of a formula
RUNS_PATTERN = "^[" + "".join(rf"\x{ord(sign):02x}" for sign in RUNS) + "]"  # the same as a regular expression


def harmless(value: Any) -> Any:
    """A cell: text that might be run gets an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value


def as_given(text: str) -> str:
    """The text of a cell without the apostrophe that `harmless` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUNS) else text
