"""Who was told that an unused account will end."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Warned(models.Model):
    """A mail that an unused account will be deleted; gone when the person signs in."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="warned")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d}"
