"""The database refuses to change an entry, and to delete one before its date."""

from django.db import migrations

from grenswerk.web.audit.triggers import MAKE, UNDO


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first")]
    operations = [migrations.RunPython(make, undo)]
