"""How many articles are published, by category and by day; written by `count_triggers` alone."""

import datetime

from django.db import models

NEVER = datetime.date(9999, 12, 31)


class PublicationCount(models.Model):
    """How many published articles of a category begin in a month (its first day) or on a day,
    and end on a certain day."""

    class Unit(models.TextChoices):
        DAY = "day"
        MONTH = "month"

    unit = models.CharField(max_length=5, choices=Unit)
    category = models.ForeignKey(
        "articles.Category",
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    first = models.DateField()
    ends = models.DateField()  # NEVER where it does not end
    number = models.IntegerField()

    class Meta:
        db_table = "articles_keptcount"
        default_permissions = ()
        indexes = [
            models.Index("unit", "first", name="kept_count_by_day"),
            models.Index("unit", "ends", "first", "number", name="kept_count_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "ends", "first"], name="kept_count_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.first} – {self.ends}: {self.number}"
