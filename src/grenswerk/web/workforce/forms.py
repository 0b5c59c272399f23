"""What is asked to upload a file, to change a row, to make a policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from grenswerk.model.states import STATE_CODES
from grenswerk.web.forms import SpokenForm, spoken_choices
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.columns import LARGEST_NAME
from grenswerk.web.workforce.models import Policy

ENDINGS = (".csv", ".xlsx", ".parquet")


class UploadForm(SpokenForm):
    """A file of workers or of their days."""

    room = "workforce"
    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}))
    whole = forms.BooleanField(required=False)


class PersonForm(SpokenForm):
    """Name and address of a worker."""

    room = "workforce"
    name = forms.CharField(max_length=LARGEST_NAME, required=False)
    mail = forms.EmailField(required=False)


class PolicyForm(SpokenForm):
    """The most home days."""

    room = "workforce"
    measure = forms.ChoiceField()
    most = forms.FloatField(min_value=0, max_value=366)
    residence = forms.ChoiceField(required=False)
    employer_state = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("", speech().say("workforce.policy.any")), *spoken_choices("states.", list(STATE_CODES))]
        for name, choices in (
            ("measure", spoken_choices("workforce.measure.", list(Policy.Measure.values))),
            ("residence", states),
            ("employer_state", states),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A share is given in percent and kept as 0-1; a week has seven days."""
        given: dict[str, Any] = super().clean() or {}
        most, highest = given.get("most"), {Policy.Measure.WEEK: 7.0, Policy.Measure.SHARE: 100.0}
        if most is not None and most > (limit := highest.get(given.get("measure", ""), 366.0)):
            self.add_error("most", speech().say("workforce.policy.too_much", {"most": limit}))
        elif most is not None and given.get("measure") == Policy.Measure.SHARE:
            given["most"] = most / 100
        return given


class SharingForm(SpokenForm):
    """What of the own log the employer sees."""

    room = "workforce"
    extent = forms.ChoiceField(widget=forms.RadioSelect)
    employment = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, employments: Mapping[str, str], employer_state: str, **kwargs: Any) -> None:
        """`employments` are those of the log, each with its state."""
        super().__init__(*args, **kwargs)
        extents = spoken_choices("workforce.extent.", ["nothing", "counts", "days"])
        self.fields["extent"].choices = extents  # type: ignore[attr-defined]
        fitting = [one for one, state in employments.items() if state == employer_state]
        self.only = fitting[0] if len(fitting) == 1 else ""
        if len(employments) > 1:
            choices = [("", ""), *((one, one) for one in employments)]
            self.fields["employment"].choices = choices  # type: ignore[attr-defined]
            if not self.initial.get("employment"):
                self.initial["employment"] = self.only
        else:
            del self.fields["employment"]

    def clean(self) -> dict[str, Any]:
        """Whoever has several employments says which one is with this employer, unless only one can be."""
        given: dict[str, Any] = super().clean() or {}
        given["employment"] = given.get("employment") or self.only
        asked = self.fields.get("employment")
        if asked and not given["employment"] and given.get("extent") != "nothing" and not self.errors:
            self.add_error("employment", asked.error_messages["required"])
        return given
