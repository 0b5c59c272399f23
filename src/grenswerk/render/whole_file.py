"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grenswerk.model.errors import BadInput


def write_whole(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises `BadInput` when it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent or Path(), prefix=f".{target.name}")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            os.chmod(name, 0o644)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise BadInput(f"{target}: cannot be written: {error.strerror}") from None
