import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CheckRun",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="xem lúc"),
                ),
                ("findings", models.JSONField(default=list, verbose_name="điều thấy")),
            ],
            options={
                "verbose_name": "lần xem máy chủ",
                "verbose_name_plural": "tình trạng máy chủ",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_check_run")
                ],
            },
        )
    ]
