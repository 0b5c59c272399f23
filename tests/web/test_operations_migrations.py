"""The old code runs on while the database is already the new one: what that asks of every migration."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django_migration_linter import MigrationLinter


@pytest.mark.django_db
def test_every_migration_lets_the_code_before_it_run_on() -> None:
    """No column dropped or renamed, none that must be filled without a default in the database, no long lock."""
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite rebuilds whole tables for any change; what a change means shows in PostgreSQL's dialect"
        )
    own = [config.label for config in apps.get_app_configs() if config.name.startswith("grenswerk.")]
    linter = MigrationLinter(include_apps=own, no_cache=True, no_output=True)
    linter.lint_all_migrations()
    assert linter.nb_total >= len(own) - 2
    assert linter.nb_erroneous == 0, "see “Migrations” in docs/operations.md"
