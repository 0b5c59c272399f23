"""The form of a run: a border, reforms or an own one, behaviours, year and size."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from grenswerk.lab.behaviour import BEHAVIOURS
from grenswerk.lab.experiment import Experiment
from grenswerk.lab.report.titles import title_of
from grenswerk.law.rulebook import proposals
from grenswerk.model.errors import BadInput
from grenswerk.web.forms import SpokenForm
from grenswerk.web.laboratory.question import OwnLimit, Question, borders, experiment_of, worlds
from grenswerk.web.speaking import speech

YEARS = (2026, 2025, 2024)
LONGEST_TEXT = 20_000  # characters of a reform


class RunForm(SpokenForm):
    """What a run is asked; `experiment` is there once it is valid."""

    room = "laboratory"

    border = forms.ChoiceField()
    year = forms.TypedChoiceField(coerce=int, choices=[(year, str(year)) for year in YEARS])
    reforms = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    own_days = forms.FloatField(required=False, min_value=0, max_value=366)
    own_percent = forms.FloatField(required=False, min_value=0, max_value=100)
    own_excess = forms.BooleanField(required=False)
    own_from = forms.IntegerField(required=False, min_value=2015, max_value=2027)
    own_to = forms.IntegerField(required=False, min_value=2015, max_value=2027)
    yaml = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false", "class": "mono", "lang": "en"}),
    )
    behaviours = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    size = forms.IntegerField(min_value=200)
    world = forms.ChoiceField()
    sweep = forms.BooleanField(required=False)
    title = forms.CharField(required=False, max_length=120)

    experiment: Experiment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = speech()
        largest = settings.LABORATORY_LARGEST
        self.fields["size"] = forms.IntegerField(
            min_value=200,
            max_value=largest,
            label=self.fields["size"].label,
            help_text=own.say("laboratory.help.size", {"most": own.number(largest, 0)}),
        )
        choices = {
            "border": [(pair, " – ".join(map(own.state, pair.split("-")))) for pair in borders()],
            "reforms": [
                (one.id, f"{title_of(one, own)} ({own.say(f'law.status.{one.status}')})") for one in proposals()
            ],
            "behaviours": [
                (name, f"{own.say(f'lab.behaviour.{name}')}: {own.say(f'lab.behaviour.{name}.means')}")
                for name in BEHAVIOURS
            ],
            "world": [(name, own.say(f"laboratory.world.{name}")) for name in worlds()],
        }
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options

    def clean(self) -> dict[str, Any]:
        """Build the experiment; what is wrong with it is said as the command line says it."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.experiment = experiment_of(_question(given))
            except BadInput as error:
                self.add_error("yaml" if given["yaml"].strip() and "reform" in str(error) else None, str(error))
        return given

    @property
    def asked(self) -> dict[str, Any]:
        """What was filled in, to fill it in again."""
        return {name: value for name, value in self.cleaned_data.items() if name != "title"}


def _question(given: dict[str, Any]) -> Question:
    own = None
    if given["own_days"] is not None or given["own_percent"] is not None:
        share = None if given["own_percent"] is None else given["own_percent"] / 100
        own = OwnLimit(given["own_days"], share, given["own_excess"], given["own_from"], given["own_to"])
    return Question(
        border=given["border"],
        year=given["year"],
        size=given["size"],
        reforms=tuple(given["reforms"]),
        own=own,
        yaml=given["yaml"],
        behaviours=tuple(given["behaviours"]),
        world=given["world"],
        sweep=given["sweep"],
    )
