"""The audit log as a part of the site."""

from django.apps import AppConfig


class Audit(AppConfig):
    """Who saw and changed what."""

    name = "grenswerk.web.audit"
    label = "audit"
