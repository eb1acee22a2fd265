import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was typed and not saved, and who has an article's form open. Nothing else changes."""

    dependencies = [
        ("articles", "0006_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(verbose_name="của lần mở")),
                ("number", models.PositiveBigIntegerField(verbose_name="lần gửi")),
                ("fields", models.JSONField(default=list, verbose_name="các ô")),
                ("taken", models.JSONField(default=dict, verbose_name="viết tiếp từ")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("is_closed", models.BooleanField(default=False, verbose_name="đã lưu hoặc bỏ")),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="bài",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người viết",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản chưa lưu",
                "verbose_name_plural": "bản chưa lưu",
                "default_permissions": (),
                "indexes": [models.Index(models.F("at"), name="draft_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "key"), name="draft_of_one_opening")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("seen_at", models.DateTimeField()),
                ("typed_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "người đang mở bài",
                "verbose_name_plural": "người đang mở bài",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("by", "key"), name="presence_of_one_form")
                ],
            },
        ),
    ]
