from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitors", "0004_drop_lock_row"),
    ]

    operations = [
        migrations.CreateModel(
            name="LateViews",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="ngày")),
                ("visits", models.BigIntegerField(default=0, verbose_name="lượt truy cập")),
                ("page_views", models.BigIntegerField(default=0, verbose_name="lượt xem trang")),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
