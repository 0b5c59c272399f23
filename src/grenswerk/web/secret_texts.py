"""Texts that open something to whoever has them: tokens and the ends of links, kept only as a hash."""

from __future__ import annotations

import hashlib
from secrets import token_urlsafe


def new_secret() -> str:
    """A text that nobody guesses: 256 bits, fit for an address."""
    return token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret; any text that a request can carry has one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
