import django.db.models.deletion
from django.db import migrations, models

from articles import count_triggers


def start(apps, schema_editor):
    count_triggers.start(schema_editor.connection)


def stop(apps, schema_editor):
    count_triggers.stop(schema_editor.connection)


ENDING = models.Q(status="published", published_until__isnull=False)


def index(name, *columns, condition=None):
    return migrations.AddIndex(
        "article",
        models.Index(*map(models.F, columns), name=name, condition=condition),
    )


class Migration(migrations.Migration):
    """Counts that need no counting, and an index for every list."""

    dependencies = [("articles", "0002_search_index")]

    operations = [
        migrations.RemoveIndex("article", "article_published"),
        migrations.RemoveIndex("article", "article_published_in_category"),
        index("article_dated", "published_from", "id", "status", "published_until"),
        index(
            "article_dated_in_category",
            *("category", "published_from", "id", "status", "published_until"),
        ),
        index("article_ending", "published_until", condition=ENDING),
        index("article_ending_in_category", "category", "published_until", condition=ENDING),
        index("article_updated", "updated_at", "id"),
        *(
            index(
                f"article_updated_{status}",
                *("updated_at", "id", "published_from", "published_until"),
                condition=models.Q(status=status),
            )
            for status in ("draft", "published", "withdrawn")
        ),
        index("article_updated_in_category", "category", "updated_at", "id", "status"),
        migrations.CreateModel(
            name="KeptCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.CharField(choices=[("day", "Day"), ("month", "Month")], max_length=5),
                ),
                ("first", models.DateField()),
                ("ends", models.DateField()),
                ("number", models.IntegerField()),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="articles.category",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(models.F("unit"), models.F("first"), name="kept_count_by_day"),
                    models.Index(
                        *map(models.F, ("unit", "ends", "first", "number")),
                        name="kept_count_by_end",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["unit", "category", "ends", "first"], name="kept_count_once"
                    )
                ],
            },
        ),
        migrations.RunPython(start, stop),
    ]
