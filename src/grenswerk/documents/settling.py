"""The types of documents, worked out before threads share them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


def settle_types() -> None:
    """Have every type of a document that is loaded worked out now, in one thread; takes some 20 ms.

    The reader of documents does so when a type is first used. A thread that uses the type in the meantime finds it
    half there, and the process dies (msgspec 0.22). To be called before a program that has threads starts them.
    """
    for kind in _below(msgspec.Struct):
        msgspec.json.Decoder(kind)


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
