"""What is asked to make a token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from grenswerk.web.api.scopes import Scope
from grenswerk.web.forms import SpokenForm, spoken_choices
from grenswerk.web.speaking import speech

DAYS = (30, 90, 365)


class TokenForm(SpokenForm):
    """A new token: its name, what it may ask, and how long."""

    room = "api"
    name = forms.CharField(max_length=60)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    days = forms.ChoiceField()

    def __init__(self, *args: Any, allowed: Sequence[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(scope.value, f"{scope.value}: {speech().say(f'api.scope.{scope.code}')}") for scope in allowed]
        self.fields["scopes"].choices = said  # type: ignore[attr-defined]
        self.fields["days"].choices = spoken_choices("api.days.", [str(days) for days in DAYS])  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Scope]:
        """The scopes of a valid form."""
        return [Scope(scope) for scope in self.cleaned_data["scopes"]]

    @property
    def ends_after(self) -> int:
        """Days until it ends."""
        return int(self.cleaned_data["days"])
