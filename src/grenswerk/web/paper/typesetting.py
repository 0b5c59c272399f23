"""Typst sets the paper: a template of this folder, and data that stand in it as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

HERE = Path(__file__).parent


def typeset(template: str, data: Any) -> bytes:
    """The PDF of a template of this folder, filled with `data`; nothing is read from the network."""
    import typst

    written = msgspec.json.encode(data).decode()
    return bytes(typst.compile(str(HERE / f"{template}.typ"), root=str(HERE), sys_inputs={"data": written}))
