import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody has typed of a static page and not saved."""

    dependencies = [
        ("newsroom", "0007_attachment_upload"),
        ("portal", "0004_page_photos"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="is_of_page",
            field=models.BooleanField(default=False, verbose_name="của trang tĩnh"),
        ),
        migrations.AddField(
            model_name="draft",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="portal.page",
                verbose_name="trang tĩnh",
            ),
        ),
    ]
