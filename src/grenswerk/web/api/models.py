"""Tokens of programs: of an organisation, or of a person. Only the hash of a token is kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from grenswerk.web.api.scopes import Scope
from grenswerk.web.organisations.models import Organisation


class Token(models.Model):
    """A token: whose it is, what it may ask, and until when."""

    hash = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=12)  # its first characters, by which people know it again
    name = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="tokens")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="tokens"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="tokens_made"
    )
    scopes = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation=None) ^ models.Q(person=None), name="token_of_one_owner"
            ),
        )

    def __str__(self) -> str:
        return f"{self.begins}…"

    @property
    def valid(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and self.ends > timezone.now()

    @property
    def allowed(self) -> list[Scope]:
        """What it may ask."""
        return [Scope(scope) for scope in self.scopes]
