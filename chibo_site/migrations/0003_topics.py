from django.db import migrations

from chibo_site.roles import permission_of

ACTIONS = ("add", "change", "delete", "view")


def allow(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(
        name__in=("Biên tập viên", "Quản trị")
    ):
        group.permissions.add(
            *(permission_of(apps, "articles", "topic", action) for action in ACTIONS)
        )


class Migration(migrations.Migration):
    """Biên tập viên and Quản trị make topics, and delete them."""

    dependencies = [
        ("chibo_site", "0002_jobs_and_integrity"),
        ("articles", "0013_topics_and_front_page"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
