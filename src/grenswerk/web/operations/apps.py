"""Operations as a Django application."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Health, figures, logs, faults, backup and restore."""

    name = "grenswerk.web.operations"
    label = "operations"

    def ready(self) -> None:
        """Note every account that is deleted, whoever deletes it."""
        from django.contrib.auth.models import User
        from django.db.models.signals import pre_delete

        from grenswerk.web.operations.ledger import noted_on_deletion

        pre_delete.connect(noted_on_deletion, sender=User, dispatch_uid="operations.erasure")
