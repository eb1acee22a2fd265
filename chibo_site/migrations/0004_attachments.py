from django.db import migrations

from chibo_site.roles import permission_of

ALL = ("add", "change", "delete", "view")
# Whoever may do so with the one may do so with the other.
LIKE = {
    ("articles", "photo"): ("articles", "attachment"),
    ("portal", "page"): ("portal", "pageattachment"),
}


def allow(apps, schema_editor):
    for known, new in LIKE.items():
        for action in ALL:
            like, permission = (
                permission_of(apps, *known, action),
                permission_of(apps, *new, action),
            )
            for holders in (like.group_set.all(), like.user_set.all()):
                for holder in holders:
                    rights = getattr(holder, "permissions", None) or holder.user_permissions
                    rights.add(permission)


class Migration(migrations.Migration):
    """Who adds photos to articles may attach documents, who writes static pages likewise."""

    dependencies = [
        ("chibo_site", "0003_topics"),
        ("articles", "0014_attachment"),
        ("portal", "0002_attachments_and_former_addresses"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
