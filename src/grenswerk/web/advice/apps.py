"""The adviser's room as a part of the site."""

from django.apps import AppConfig


class Advice(AppConfig):
    """Clients of an adviser's office."""

    name = "grenswerk.web.advice"
    label = "advice"

    def ready(self) -> None:
        """A client with an account sees who opened the file that is kept under his address."""
        from grenswerk.web.advice.files import things_of
        from grenswerk.web.audit.recording import THINGS_OF

        THINGS_OF.append(things_of)
