"""What is known of readers for two days, and how far the journals are counted."""

from django.db import models


class Reader(models.Model):
    """A visitor key of one day. Times are unix seconds."""

    day = models.DateField()
    key = models.BinaryField(max_length=16)
    last_seen = models.BigIntegerField(default=0)
    # A view from this second on is a new visit. It never goes back, as the clock may.
    visit_ends = models.BigIntegerField(default=0)
    # The same reader's key of the day before, where they were seen in the first five minutes.
    yesterday_key = models.BinaryField(max_length=16, null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="one_row_a_key_a_day")]
        indexes = [models.Index(fields=["last_seen"], name="reader_last_seen")]

    def __str__(self) -> str:
        return f"Reader {self.pk}"


class DaySalt(models.Model):
    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Salt of {self.day}"


class JournalOffset(models.Model):
    """How many bytes of a journal file are in the figures."""

    name = models.CharField(max_length=100, primary_key=True)
    offset = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
