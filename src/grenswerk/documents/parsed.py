"""The shipped law's files, parsed once and kept as JSON under their checksum, since YAML is slow to parse.

The kept copy holds plain data only; it is validated at every load, and a changed file has another checksum.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from grenswerk.documents.load import convert, parse
from grenswerk.model.errors import BadInput

T = TypeVar("T")


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "grenswerk" / "law"


def load_law(path: Path, kind: type[T]) -> T:
    """A file of the shipped law as `kind`; raises `BadInput` with file, line and expectation."""
    content = path.read_bytes()
    kept = _cache_folder() / f"{path.parent.name}-{path.stem}-{len(content)}-{crc32(content):08x}.json"
    try:
        return msgspec.json.decode(kept.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        pass
    text = content.decode("utf-8")
    if not text.strip():
        raise BadInput(f"{path}: is empty")
    encoded = msgspec.json.encode(parse(text, str(path)))
    converted = convert(msgspec.json.decode(encoded), kind, str(path), text)
    _keep(kept, encoded)
    return converted


def _keep(target: Path, content: bytes) -> None:
    """Write whole or not at all; a folder that cannot be written is no fault, only slower."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(name, target)
    except OSError:
        return
