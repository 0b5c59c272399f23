"""Where in a document a value stands, for a message."""

from __future__ import annotations

import re
from pathlib import Path


def in_text(where: str, text: str | None, path: str) -> str:
    """`where:line` of the value at `path` (`employments[0].to`), or of the nearest that holds it."""
    from grenswerk.documents import document_lines

    lines = document_lines(text) if text else {}
    while path and path not in lines:
        path = re.sub(r"(\.[^.\[]*|\[\d+\]|^[^.\[]*)$", "", path)
    return f"{where}:{lines[path]}" if path in lines else where


def in_file(where: str, path: str) -> str:
    """The same for a document that was read before; `where` alone when it is not the name of a file.

    The document is read a second time, which costs nothing while nothing is wrong.
    """
    from grenswerk.documents import read_text
    from grenswerk.model.errors import BadInput

    if not where.lower().endswith((".yaml", ".yml", ".json")) or not Path(where).is_file():
        return where
    try:
        return in_text(where, read_text(Path(where)), path)
    except BadInput:
        return where
