from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitors", "0002_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="BotViews",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="ngày")),
                ("views", models.BigIntegerField(default=0, verbose_name="lượt xem")),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
