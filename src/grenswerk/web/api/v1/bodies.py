"""The body of a request: bounded, of a kind that was asked for, read by the reader of the files."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest

from grenswerk.documents import convert, parse
from grenswerk.model.errors import BadInput
from grenswerk.web.api.refusals import JSON, Refused

YAML = "application/yaml"
DOCUMENTS = (JSON, YAML)
LARGEST = 1_000_000  # bytes of a document
WHERE = "body"


def kind_of(request: HttpRequest, *kinds: str) -> str:
    """The kind of the body, one of `kinds`; raises `Refused`."""
    kind = (request.content_type or "").lower()
    if kind not in kinds:
        raise Refused(415, f'Content-Type is "{kind}": expected {" or ".join(kinds)}')
    packed = request.headers.get("Content-Encoding", "")
    if packed.lower() not in ("", "identity"):
        raise Refused(415, f'Content-Encoding is "{packed}": expected none, the body as it is')
    return kind


def text_of(request: HttpRequest, largest: int = LARGEST) -> str:
    """The body as text: JSON or YAML in UTF-8; raises `Refused`, and `BadInput` for what is no text."""
    kind_of(request, *DOCUMENTS)
    try:
        text = content_of(request, largest).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{WHERE}: byte {error.start} is not UTF-8: expected text in UTF-8") from None
    if not text.strip():
        raise BadInput(f"{WHERE}: is empty: expected a text in YAML or JSON")
    return text


def content_of(request: HttpRequest, largest: int) -> bytes:
    """The bytes of the body, at most so many; raises `Refused`."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > largest:
        raise Refused(413, f"{WHERE}: {length} bytes: expected at most {largest}")
    content = request.read(largest + 1)
    if len(content) > largest:
        raise Refused(413, f"{WHERE}: more than {largest} bytes: expected no more")
    return content


def data_of(request: HttpRequest, kind: type[Any], largest: int = LARGEST) -> Any:
    """The body as `kind`; raises `Refused` and, with the line, `BadInput`."""
    text = text_of(request, largest)
    plain = msgspec.to_builtins(parse(text, WHERE), str_keys=True)  # dates that YAML read as such: JSON has none
    return convert(plain, kind, WHERE, text)
