import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Backup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="tệp")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[("done", "Đã xong"), ("failed", "Không xong")],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("error", models.TextField(blank=True, verbose_name="lỗi")),
                ("size", models.BigIntegerField(default=0, verbose_name="dung lượng")),
                ("seconds", models.FloatField(default=0, verbose_name="mất bao lâu")),
                ("is_encrypted", models.BooleanField(default=False, verbose_name="đã mã hóa")),
                ("drilled_at", models.DateTimeField(null=True, verbose_name="diễn tập lúc")),
                ("is_restorable", models.BooleanField(null=True, verbose_name="khôi phục được")),
                ("drill_result", models.TextField(blank=True, verbose_name="kết quả diễn tập")),
            ],
            options={
                "verbose_name": "bản sao lưu",
                "verbose_name_plural": "sao lưu",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SiteIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="one_site_identifier"
                    )
                ],
            },
        ),
    ]
