"""Operations as a Django application."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Health, figures, logs, faults, backup and restore."""

    name = "grenswerk.web.operations"
    label = "operations"
