from django.db import migrations

from chibo_site.roles import permission_of

ALL = ("add", "change", "delete", "view")


def allow(apps, schema_editor):
    for action in ALL:
        like = permission_of(apps, "portal", "page", action)
        permission = permission_of(apps, "portal", "pagephoto", action)
        for group in like.group_set.all():
            group.permissions.add(permission)
        for person in like.user_set.all():
            person.user_permissions.add(permission)


class Migration(migrations.Migration):
    """Who writes static pages may put photos into them."""

    dependencies = [("chibo_site", "0004_attachments"), ("portal", "0004_page_photos")]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
