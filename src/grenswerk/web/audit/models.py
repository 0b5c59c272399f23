"""One entry for what somebody saw or changed.

The database itself refuses to change an entry, and to delete one before `kept_until` (see `triggers`), so people
and organisations stand here by number, without a foreign key: an entry outlives the account that it names, and
names nobody once that is gone.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """Somebody (`actor`, or a token of the API, or the site itself) did something at a time."""

    at = models.DateTimeField(auto_now_add=True)
    kept_until = models.DateField()
    organisation = models.UUIDField(null=True)
    actor = models.PositiveBigIntegerField(null=True)
    token = models.PositiveBigIntegerField(null=True)
    action = models.CharField(max_length=60)
    about = models.PositiveBigIntegerField(null=True)
    thing = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("organisation", "-at"), name="audit_by_organisation"),
            models.Index(fields=("about", "-at"), name="audit_by_person"),
            models.Index(fields=("thing", "-at"), name="audit_by_thing"),
            models.Index(fields=("kept_until",), name="audit_by_end"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"
