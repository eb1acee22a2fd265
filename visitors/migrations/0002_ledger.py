import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitors", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DaySeal",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        editable=False, primary_key=True, serialize=False, verbose_name="mục số"
                    ),
                ),
                (
                    "previous",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="dấu của mục trước"
                    ),
                ),
                (
                    "seal",
                    models.CharField(editable=False, max_length=64, verbose_name="dấu niêm phong"),
                ),
                ("day", models.DateField(unique=True, verbose_name="ngày")),
                ("visits", models.BigIntegerField(verbose_name="lượt truy cập")),
                ("page_views", models.BigIntegerField(verbose_name="lượt xem trang")),
                ("sealed_at", models.DateTimeField(verbose_name="niêm phong lúc")),
            ],
            options={
                "verbose_name": "dấu niêm phong",
                "verbose_name_plural": "dấu niêm phong",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
                ("seal", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_ledger_head")
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitCorrection",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        editable=False, primary_key=True, serialize=False, verbose_name="mục số"
                    ),
                ),
                (
                    "previous",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="dấu của mục trước"
                    ),
                ),
                (
                    "seal",
                    models.CharField(editable=False, max_length=64, verbose_name="dấu niêm phong"),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                (
                    "visits",
                    models.BigIntegerField(
                        default=0,
                        help_text="Số lượt cần thêm; cần bớt thì gõ dấu trừ ở trước, ví dụ -120.",
                        validators=[
                            django.core.validators.MinValueValidator(-1000000000000),
                            django.core.validators.MaxValueValidator(1000000000000),
                        ],
                        verbose_name="lượt truy cập, thêm hoặc bớt",
                    ),
                ),
                (
                    "page_views",
                    models.BigIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-1000000000000),
                            django.core.validators.MaxValueValidator(1000000000000),
                        ],
                        verbose_name="lượt xem trang, thêm hoặc bớt",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Vì sao phải điều chỉnh, căn cứ vào đâu, ai xác nhận.",
                        max_length=500,
                        verbose_name="lý do",
                    ),
                ),
                (
                    "made_by",
                    models.CharField(
                        blank=True, editable=False, max_length=150, verbose_name="người ghi"
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False, verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "lần điều chỉnh lượt truy cập",
                "verbose_name_plural": "điều chỉnh lượt truy cập",
                "ordering": ["-number"],
                "default_permissions": ["add", "view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="correction_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("page_views", 0), ("visits", 0), _negated=True),
                        name="correction_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visits__range", (-1000000000000, 1000000000000)),
                            ("page_views__range", (-1000000000000, 1000000000000)),
                        ),
                        name="correction_in_range",
                    ),
                ],
            },
        ),
    ]
