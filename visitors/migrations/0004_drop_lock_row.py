"""The writers' lock was a row among the journals' offsets, and is none any more."""

from django.db import migrations


def drop_lock_row(apps, schema_editor):
    offsets = apps.get_model("visitors", "JournalOffset").objects
    offsets.using(schema_editor.connection.alias).filter(name="turn").delete()


class Migration(migrations.Migration):
    dependencies = [("visitors", "0003_bot_views")]

    operations = [migrations.RunPython(drop_lock_row, migrations.RunPython.noop, elidable=True)]
