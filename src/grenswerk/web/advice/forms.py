"""What is asked of a client, of a consent, of a year's days and of its closing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate

from grenswerk.render.speech import LANGUAGES
from grenswerk.web.advice.models import Client, Consent, Scope
from grenswerk.web.forms import SpokenForm, spoken_choices

NAMES = dict(settings.LANGUAGES)


class DateInput(forms.DateInput):
    """A date as browsers pick it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClientForm(SpokenForm):
    """What is needed to ask for consent, and nothing else."""

    room = "advice"
    name = forms.CharField(max_length=120)
    mail = forms.EmailField(required=False)
    reference = forms.CharField(max_length=40, required=False)
    language = forms.ChoiceField(choices=[(code, NAMES[code]) for code in LANGUAGES])

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean_name(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_mail(self) -> str:
        """As the site compares addresses."""
        return str(self.cleaned_data["mail"]).lower()

    def clean_reference(self) -> str:
        """One line, of no other client of the office."""
        found = " ".join(str(self.cleaned_data["reference"]).split())
        if found and self.others.filter(reference=found).exists():
            raise forms.ValidationError(f"reference: {found}: expected one that no other client has")
        return found

    def kept_in(self, client: Client) -> Client:
        """The client with these answers, saved."""
        for name in ("name", "mail", "reference", "language"):
            setattr(client, name, self.cleaned_data[name])
        client.save()
        return client


class TermsForm(SpokenForm):
    """What a consent covers and until when."""

    room = "advice"
    ends = forms.DateField(widget=DateInput)
    archive = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"ends": localdate() + dt.timedelta(days=2 * 365), "archive": True})
        super().__init__(*args, **kwargs)

    @property
    def scope(self) -> tuple[Scope, ...]:
        """What a valid form covers."""
        return (Scope.FACTS, Scope.ARCHIVE) if self.cleaned_data["archive"] else (Scope.FACTS,)


class GivenForm(TermsForm):
    """A consent that was given to the office itself."""

    how = forms.ChoiceField()
    given_on = forms.DateField(widget=DateInput)
    note = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("how", "given_on", "note", "ends", "archive")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [Consent.How.PAPER.value, Consent.How.IN_PERSON.value]
        self.fields["how"].choices = spoken_choices("advice.how.", own)  # type: ignore[attr-defined]
        self.fields["given_on"].initial = localdate()


class PastedForm(SpokenForm):
    """A worker file as text or as a file, and beside it a file of days."""

    room = "advice"
    text = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "mono"})
    )
    file = forms.FileField(required=False)
    days = forms.FileField(required=False)


class CloseForm(SpokenForm):
    """By the law of which day a year is closed."""

    room = "advice"
    as_of = forms.DateField(widget=DateInput)


class CorrectionForm(SpokenForm):
    """Why a closed year is taken up again."""

    room = "advice"
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
