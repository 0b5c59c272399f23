"""A file that was handed in, where it is not too large."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from grenswerk.model.errors import BadInput


def name_of(upload: UploadedFile[Any]) -> str:
    """The end of its name, to speak of it."""
    return (upload.name or "file")[-80:]


def content_of(upload: UploadedFile[Any], largest: int) -> bytes:
    """What is in it; raises `BadInput` for more bytes than `largest`, without reading them."""
    size = upload.size or 0
    if size > largest:
        found = f"{name_of(upload)}: {size} bytes"
        raise BadInput(f"{found}: expected at most {largest / 2**20:g} MB ({largest} bytes)")
    return bytes(upload.read())
