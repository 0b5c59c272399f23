"""What is kept of people, as a part of the site."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Privacy(AppConfig):
    """Declarations, retention, export and erasure."""

    name = "grenswerk.web.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Read the declarations: the module `kept` of every room."""
        autodiscover_modules("kept")
