import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What static pages said at each save; none until the next one."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("newsroom", "0009_word_imports"),
        ("portal", "0004_page_photos"),
    ]

    operations = [
        migrations.CreateModel(
            name="PageRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="bản số")),
                ("snapshot", models.JSONField(verbose_name="nội dung")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="lý do")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lưu",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="portal.page",
                        verbose_name="trang tĩnh",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản đã lưu của trang tĩnh",
                "verbose_name_plural": "bản đã lưu của trang tĩnh",
                "ordering": ["-number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "number"), name="page_revision_numbered_once"
                    )
                ],
            },
        ),
    ]
