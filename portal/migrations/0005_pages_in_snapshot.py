from django.db import migrations


def list_pages(apps, schema_editor):
    """As portal/identity_snapshot.py does whenever one changes."""
    ordered = apps.get_model("portal", "Page").objects.order_by("title", "pk")
    pages = list(ordered.values("title", "slug"))
    for identity in apps.get_model("portal", "Identity").objects.exclude(snapshot={}):
        identity.snapshot["pages"] = pages
        identity.save(update_fields=["snapshot"])


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0004_page_photos"),
    ]

    operations = [
        migrations.RunPython(list_pages, migrations.RunPython.noop),
    ]
