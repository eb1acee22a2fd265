from django.db import migrations

from chibo_site.roles import grant

RIGHTS = {
    ("integrity", "trusteddomain"): ("add", "change", "delete", "view"),
    ("integrity", "outgoinglink"): ("view",),
    ("integrity", "finding"): ("change", "view"),
}


def allow(apps, schema_editor):
    grant(apps, "Quản trị", RIGHTS)


class Migration(migrations.Migration):
    """Quản trị keeps the list of trusted domains, and sees what the self-check finds."""

    dependencies = [("chibo_site", "0002_jobs"), ("integrity", "0001_integrity")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
