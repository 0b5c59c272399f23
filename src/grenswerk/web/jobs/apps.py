"""Background jobs as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs of all rooms; each room says in `job_kinds.py` what it can do."""

    name = "grenswerk.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Learn the kinds of all rooms."""
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("job_kinds")
