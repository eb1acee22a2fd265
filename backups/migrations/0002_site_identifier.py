import uuid

from django.db import migrations


def name_the_site(apps, schema_editor):
    apps.get_model("backups", "SiteIdentifier").objects.get_or_create(
        pk=1, defaults={"value": uuid.uuid4()}
    )


class Migration(migrations.Migration):
    """A site has its identifier before its first backup."""

    dependencies = [("backups", "0001_backups")]

    operations = [migrations.RunPython(name_the_site, migrations.RunPython.noop)]
