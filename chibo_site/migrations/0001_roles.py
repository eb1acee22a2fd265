from django.db import migrations

from chibo_site.roles import make_roles

ALL = ("add", "change", "delete", "view")
WRITING = {
    ("articles", "article"): ("add", "change", "view"),
    ("articles", "photo"): ALL,
    ("articles", "byline"): ALL,
}
EDITING = WRITING | {
    ("articles", "article"): ("add", "change", "view", "publish"),
    ("articles", "category"): ("add", "change", "view"),
    ("articles", "logline"): ("view",),
}
ADMINISTRATION = EDITING | {
    ("articles", "article"): (*ALL, "publish"),
    ("articles", "category"): ALL,
    ("auth", "user"): ALL,
    ("auth", "group"): ("view",),
    ("portal", "identity"): ("add", "change", "view"),
    ("portal", "banner"): ALL,
    ("portal", "weblink"): ALL,
    ("portal", "menuitem"): ALL,
    ("portal", "page"): ALL,
    ("visitors", "openingbalance"): ("add", "change", "view"),
    ("visitors", "dailyvisits"): ("view",),
    ("visitors", "pageviews"): ("view",),
    ("visitors", "visitcorrection"): ("add", "view"),
}
ROLES = {"Phóng viên": WRITING, "Biên tập viên": EDITING, "Quản trị": ADMINISTRATION}


def make(apps, schema_editor):
    make_roles(apps, ROLES)


class Migration(migrations.Migration):
    """Phóng viên, Biên tập viên, Quản trị, with the rights of that time."""

    initial = True
    dependencies = [
        ("articles", "0006_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("portal", "0001_initial"),
        ("visitors", "0003_bot_views"),
    ]
    run_before = [("articles", "0010_newsroom_moves_out")]  # after which the log has another name

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
