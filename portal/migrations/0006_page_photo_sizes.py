from django.db import migrations, models


class Migration(migrations.Migration):
    """Photos of static pages name their added widths as those of articles do."""

    dependencies = [
        ("portal", "0005_pages_in_snapshot"),
    ]

    operations = [
        migrations.AddField(
            model_name="pagephoto",
            name="sized_file",
            field=models.CharField(editable=False, max_length=100, null=True),
        ),
    ]
