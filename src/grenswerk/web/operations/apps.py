"""Operations as a Django application."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Health, figures, logs, faults, backup and restore."""

    name = "grenswerk.web.operations"
    label = "operations"

    def ready(self) -> None:
        """Note every account and organisation that is deleted, whoever deletes it."""
        from django.db.models.signals import pre_delete

        from grenswerk.web.operations.ledger import FOLLOWED, noted_on_deletion

        for model in FOLLOWED:
            pre_delete.connect(noted_on_deletion, sender=model, dispatch_uid=f"operations.erasure.{model}")
