"""Employers and advisers, their members in roles, and invitations."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Kind(models.TextChoices):
    """What an organisation is to the people in it."""

    EMPLOYER = "employer"
    ADVISER = "adviser"


class Role(models.IntegerChoices):
    """What a member may do; a higher role may do all that a lower one may.

    A worker sees what the organisation sees of him; a viewer sees all rows; HR (in an adviser's office: an
    adviser) changes them; an owner decides who belongs to the organisation.
    """

    WORKER = 1
    VIEWER = 2
    HR = 3
    OWNER = 4

    @property
    def code(self) -> str:
        """The role as a code of the texts and of the API."""
        return str(self.name).lower()


class Organisation(models.Model):
    """An employer or an adviser's office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made = models.DateTimeField(auto_now_add=True)
    # demanded of members who see rows of others
    second_factor = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ("name", "made")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in an organisation, in one role."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-role", "since")
        constraints = (models.UniqueConstraint(fields=("organisation", "person"), name="one_role_a_member"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.standing.code}"

    @property
    def standing(self) -> Role:
        """The role, as a word of the model."""
        return Role(self.role)


class Invitation(models.Model):
    """An invitation by mail. Only the hash of its secret is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    mail = models.EmailField()
    role = models.PositiveSmallIntegerField(choices=Role.choices)
    hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField()
    accepted = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "mail"), condition=models.Q(accepted=None), name="one_open_invitation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mail} {Role(self.role).code}"

    @property
    def open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted is None and self.ends > timezone.now()
