"""Forms whose labels speak the reader's language by code, as every text of the site; a field read as a number."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django import forms

from grenswerk.web.speaking import speech

Otherwise = TypeVar("Otherwise")
MOST_DIGITS = 9  # what every column of a whole number holds


class SpokenForm(forms.Form):
    """A form with the labels `<room>.form.<field>` and, where a text is known, the help `<room>.help.<field>`.

    `room` is the first part of the codes of the form's room.
    """

    room = "web"
    template_name = "components/form.html"
    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        own = speech()
        for name, field in self.fields.items():
            field.label = own.say(f"{self.room}.form.{name}")
            if own.knows(code := f"{self.room}.help.{name}"):
                field.help_text = own.say(code)


def spoken_choices(prefix: str, codes: list[str]) -> list[tuple[str, str]]:
    """Codes with their texts `<prefix><code>`."""
    return [(code, speech().say(f"{prefix}{code}")) for code in codes]


def number_of(text: str, otherwise: Otherwise) -> int | Otherwise:
    """The whole number of a field, from 0 and of at most nine digits; `otherwise` for any other text."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise


def plain(text: str) -> str:
    """Without the control characters that no page can show and no database keeps."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", text)
