"""Passwords that are refused beside Django's own checks: words of this site, and those found in breaches."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from grenswerk.web.speaking import speech

# A password that is one of these words with digits or signs around it is easy to guess here.
WORDS = (
    "grenswerk", "thuiswerk", "telework", "teletravail", "homeoffice", "grensarbeider", "frontalier",
    "grenzgaenger", "grenzgänger", "frontierworker", "werkgever", "employeur", "arbeitgeber", "employer",
    "belastingdienst", "finanzamt", "impots", "impôts", "password", "wachtwoord", "passwort", "motdepasse",
)  # fmt: skip
OWN_PART = 6  # characters that must be left beside such a word


class WordsOfTheSite:
    """Refuses a password that is little more than a word of this site."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002
        """Raises `ValidationError`."""
        bare = "".join(letter for letter in password.casefold() if letter.isalnum())
        for word in WORDS:
            if word in bare and len(set(bare.replace(word, ""))) < OWN_PART:
                raise ValidationError(speech().say("accounts.password.word", {"word": word}), code="word")

    def get_help_text(self) -> str:
        """What is asked of a password."""
        return speech().say("accounts.password.words")


class Breached:
    """Refuses a password whose SHA-1 stands in the file of breached passwords, if there is one.

    The file is that of Pwned Passwords ordered by hash: a line is a hash in hexadecimal capitals, a colon and a
    count.
    It is searched by halving; nothing of the password leaves the machine.
    """

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002
        """Raises `ValidationError`."""
        file = settings.BREACHED_PASSWORDS
        hashed = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if file and stands_in(Path(file), hashed):
            raise ValidationError(speech().say("accounts.password.breached"), code="breached")

    def get_help_text(self) -> str:
        """What is asked of a password."""
        return speech().say("accounts.password.breached")


def stands_in(file: Path, hashed: str) -> bool:
    """Whether a hash begins a line of a file whose lines are ordered by hash; raises `OSError`."""
    wanted = hashed.encode()
    with file.open("rb") as stream:
        low, high = 0, stream.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            stream.seek(middle)
            if middle:
                stream.readline()  # the rest of a line whose begin lies before
            line = stream.readline()
            if not line or line[: len(wanted)] > wanted:
                high = middle
            elif line.startswith(wanted):
                return True
            else:
                low = middle + 1
        stream.seek(0)
        return stream.readline().startswith(wanted)
