"""What is asked to found an organisation, to invite and to rename."""

from __future__ import annotations

from typing import Any

from django import forms

from grenswerk.web.forms import SpokenForm, spoken_choices
from grenswerk.web.organisations.models import Kind, Role


class NameField(forms.CharField):
    """A name on one line: it stands in the subject of mails."""

    def to_python(self, value: Any) -> str:
        """The name with its blanks made single, and without what ends a line."""
        return " ".join(str(super().to_python(value) or "").split())


class FoundingForm(SpokenForm):
    """A new organisation."""

    room = "organisations"
    name = NameField(max_length=120)
    kind = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = spoken_choices("organisations.kind.", list(Kind.values))  # type: ignore[attr-defined]


class SettingsForm(SpokenForm):
    """Another name, and whether members who see rows of others must have a second factor."""

    room = "organisations"
    name = NameField(max_length=120)
    second_factor = forms.BooleanField(required=False)


class RoleForm(SpokenForm):
    """A role, among those that a member may give."""

    room = "organisations"
    role = forms.ChoiceField()

    def __init__(self, *args: Any, highest: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [role.code for role in Role if role <= highest]
        self.fields["role"].choices = spoken_choices("organisations.role.", codes)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Role:
        """The role of a valid form."""
        return Role[self.cleaned_data["role"].upper()]


class InvitationForm(RoleForm):
    """Whom to invite."""

    mail = forms.EmailField()
    field_order = ("mail", "role")
