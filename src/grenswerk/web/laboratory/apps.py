"""The laboratory as a Django application."""

from django.apps import AppConfig


class LaboratoryConfig(AppConfig):
    """Runs of experiments and their results."""

    name = "grenswerk.web.laboratory"
    label = "laboratory"

    def ready(self) -> None:
        """Listen for runs that are deleted."""
        from grenswerk.web.laboratory import keeping  # noqa: F401
