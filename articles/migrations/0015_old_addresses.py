import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where articles stood on the site before, and what is asked for in vain."""

    dependencies = [
        ("articles", "0014_attachment"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnansweredAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=300, verbose_name="địa chỉ")),
                ("exact", models.CharField(editable=False, max_length=32, unique=True)),
                ("times", models.PositiveIntegerField(default=0, verbose_name="số lần")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="lần cuối"
                    ),
                ),
            ],
            options={
                "verbose_name": "địa chỉ không có trang",
                "verbose_name_plural": "địa chỉ không có trang",
                "ordering": ["-times", "-asked_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=2000, verbose_name="địa chỉ cũ")),
                ("host", models.CharField(blank=True, editable=False, max_length=255)),
                ("exact", models.CharField(editable=False, max_length=32)),
                ("loose", models.CharField(editable=False, max_length=32)),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="ghi lúc"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_addresses",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
            ],
            options={
                "verbose_name": "địa chỉ cũ",
                "verbose_name_plural": "địa chỉ cũ",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [models.Index(models.F("loose"), name="old_address_asked")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exact", "host", "article"), name="old_address_once_an_article"
                    )
                ],
            },
        ),
    ]
