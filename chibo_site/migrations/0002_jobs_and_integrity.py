from django.db import migrations

from chibo_site.roles import permission_of

RIGHTS = {
    ("jobs", "job"): ("change", "view"),
    ("integrity", "trusteddomain"): ("add", "change", "delete", "view"),
    ("integrity", "outgoinglink"): ("view",),
    ("integrity", "finding"): ("change", "view"),
}


def allow(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name="Quản trị"):
        group.permissions.add(
            *(
                permission_of(apps, *model, action)
                for model, actions in RIGHTS.items()
                for action in actions
            )
        )


class Migration(migrations.Migration):
    """Quản trị sees the jobs in the background and lets them run again, keeps the list of trusted
    domains, and sees what the self-check finds."""

    dependencies = [
        ("chibo_site", "0001_roles"),
        ("integrity", "0001_integrity"),
        ("jobs", "0001_jobs"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
