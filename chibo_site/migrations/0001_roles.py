from django.db import migrations

from chibo_site.roles import make_roles


def make(apps, schema_editor):
    make_roles(apps)


class Migration(migrations.Migration):
    """Phóng viên, Biên tập viên, Quản trị."""

    initial = True
    dependencies = [
        ("articles", "0006_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("portal", "0001_initial"),
        ("visitors", "0003_bot_views"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
