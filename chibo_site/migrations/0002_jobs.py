from django.db import migrations

from chibo_site.roles import grant


def allow(apps, schema_editor):
    grant(apps, "Quản trị", {("jobs", "job"): ("change", "view")})


class Migration(migrations.Migration):
    """Quản trị sees the jobs in the background, and lets them run again."""

    dependencies = [("chibo_site", "0001_roles"), ("jobs", "0001_jobs")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
