"""How often somebody saves."""

from django.db import models


class SavePace(models.Model):
    """One row for each person, written by `newsroom.quotas`; a foreign key would hold accounts."""

    person = models.BigIntegerField(primary_key=True)
    minute = models.BigIntegerField()  # of the clock, since 1970
    saves = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.saves} lần lưu"
