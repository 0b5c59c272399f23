"""The database refuses to change a closed year."""

from django.db import migrations

from grenswerk.web.advice.triggers import MAKE, UNDO


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("advice", "0001_first")]
    operations = [migrations.RunPython(make, undo)]
