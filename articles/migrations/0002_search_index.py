from django.db import migrations

from articles.search import backend


def create(apps, schema_editor):
    for statement in backend.index().CREATE:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in backend.index().DROP:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The tables behind articles.search; they hold nothing that the articles do not."""

    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
