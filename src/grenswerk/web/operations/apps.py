"""Operations as a Django application."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Health, figures, logs, faults, backup and restore."""

    name = "grenswerk.web.operations"
    label = "operations"

    def ready(self) -> None:
        """Note every account and organisation that is deleted; open no database without its journal."""
        from django.db.backends.signals import connection_created
        from django.db.models.signals import pre_delete

        from grenswerk.web.operations.journal_kept import refuse_without_its_journal
        from grenswerk.web.operations.ledger import FOLLOWED, noted_on_deletion

        for model in FOLLOWED:
            pre_delete.connect(noted_on_deletion, sender=model, dispatch_uid=f"operations.erasure.{model}")
        connection_created.connect(refuse_without_its_journal, dispatch_uid="journal")
