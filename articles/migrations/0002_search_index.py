from django.db import migrations

from articles.search import postgresql, sqlite

BACKENDS = {"sqlite": sqlite, "postgresql": postgresql}


def create(apps, schema_editor):
    for statement in BACKENDS[schema_editor.connection.vendor].CREATE:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in BACKENDS[schema_editor.connection.vendor].DROP:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The tables behind articles.search; they hold nothing that the articles do not."""

    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
