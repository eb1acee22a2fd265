from django.db import migrations


def enqueue(apps, schema_editor):
    if apps.get_model("articles", "Article").objects.exists():
        apps.get_model("jobs", "Job").objects.create(name="self_check")


class Migration(migrations.Migration):
    """What a site holds already is looked at soon after it starts: its links are listed then."""

    dependencies = [("integrity", "0001_integrity"), ("jobs", "0001_jobs")]

    operations = [migrations.RunPython(enqueue, migrations.RunPython.noop)]
