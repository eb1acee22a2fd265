import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DailyVisits",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="ngày")),
                ("visits", models.BigIntegerField(default=0, verbose_name="lượt truy cập")),
                ("page_views", models.BigIntegerField(default=0, verbose_name="lượt xem trang")),
            ],
            options={
                "verbose_name": "lượt truy cập trong ngày",
                "verbose_name_plural": "lượt truy cập từng ngày",
                "ordering": ["-day"],
                "default_permissions": ["view"],
            },
        ),
        migrations.CreateModel(
            name="DaySalt",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField(max_length=32)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="JournalOffset",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("offset", models.BigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="OpeningBalance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visits",
                    models.BigIntegerField(
                        help_text="Con số “Tất cả” trên trang cũ, chỉ gõ chữ số, ví dụ 439279.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000000000000),
                        ],
                        verbose_name="số lượt mang sang",
                    ),
                ),
                (
                    "on_date",
                    models.DateField(
                        help_text="Ngày đọc con số ấy trên trang cũ.", verbose_name="tính đến ngày"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Lấy từ đâu, ai xác nhận.",
                        max_length=300,
                        verbose_name="ghi chú",
                    ),
                ),
            ],
            options={
                "verbose_name": "số lượt mang sang từ trang cũ",
                "verbose_name_plural": "số lượt mang sang từ trang cũ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="one_opening_balance"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visits__gte", 0), ("visits__lte", 1000000000000)),
                        name="opening_balance_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PageViews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                ("path", models.CharField(max_length=200, verbose_name="địa chỉ trang")),
                ("views", models.BigIntegerField(verbose_name="lượt xem")),
            ],
            options={
                "verbose_name": "lượt xem của một trang",
                "verbose_name_plural": "lượt xem từng trang",
                "ordering": ["-day", "-views", "path"],
                "default_permissions": ["view"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "path"), name="one_row_a_page_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("key", models.BinaryField(max_length=16)),
                ("last_seen", models.BigIntegerField(default=0)),
                ("visit_ends", models.BigIntegerField(default=0)),
                ("yesterday_key", models.BinaryField(max_length=16, null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["last_seen"], name="reader_last_seen")],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "key"), name="one_row_a_key_a_day")
                ],
            },
        ),
    ]
