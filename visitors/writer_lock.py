"""One writer of the figures at a time, over every process and host."""

from django.db.models import F

from visitors.models import JournalOffset

TURN = "turn"


def lock_writers() -> None:
    """Waits until nobody else counts or seals, and keeps them out until the transaction ends.

    Each must change the same row first. 1 query inside the caller's transaction.
    """
    turn = JournalOffset.objects.filter(name=TURN)
    if not turn.update(offset=F("offset") + 1):
        JournalOffset.objects.bulk_create([JournalOffset(name=TURN)], ignore_conflicts=True)
        turn.update(offset=F("offset") + 1)
