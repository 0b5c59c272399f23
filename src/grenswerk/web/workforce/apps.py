"""The workforce as a part of the site."""

from django.apps import AppConfig


class Workforce(AppConfig):
    """The workers of employers."""

    name = "grenswerk.web.workforce"
    label = "workforce"

    def ready(self) -> None:
        """Hear of who joins and leaves, and of what is written into a log that somebody shares."""
        from grenswerk.web.audit.recording import THINGS_OF
        from grenswerk.web.workforce import receivers
        from grenswerk.web.workforce.linking import things_of

        receivers.connect()
        if things_of not in THINGS_OF:
            THINGS_OF.append(things_of)
