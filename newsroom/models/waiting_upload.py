"""A file that was sent ahead of its form, and waits for it to be saved; or for an editor, together
with the proposal that holds it. Let go, it waits for its days once more."""

import datetime
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone

from newsroom.models.proposal import Proposal
from pictures.uses import is_used
from visitors.days import has_counted_for

# An editor may leave the form open over a weekend; after that nobody comes back to it.
WAITING_DAYS = 4


class WaitingUploadQuerySet(models.QuerySet[Any]):
    def abandoned(self) -> Self:
        """Those whose form was never saved, and that no proposal holds, by a clock that can tell
        (1 query)."""
        if not has_counted_for(WAITING_DAYS):
            return self.none()
        since = timezone.now() - datetime.timedelta(days=WAITING_DAYS)
        return self.filter(created_at__lt=since, proposal=None)

    def free_for(self, article: Any) -> Self:
        """Those that a form of this article, given by its key, may take: held by no proposal but
        its own open one."""
        own = Proposal.objects.filter(article=article, state=Proposal.State.OPEN)
        return self.filter(models.Q(proposal=None) | models.Q(proposal__in=own))

    def sweep(self) -> None:
        """Files and rows go, each by itself and locked, so that nobody takes it meanwhile."""
        for pk in self.values_list("pk", flat=True):
            with transaction.atomic():
                if upload := self.select_for_update().filter(pk=pk).first():
                    upload.discard()


class WaitingUpload(models.Model):
    """What has a `file`, `created_at` and `proposal`."""

    file: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.file)

    def hand_over(self) -> None:
        """The files belong to another row from now on; only this one goes (2 queries)."""
        type(self)._base_manager.filter(pk=self.pk).update(**{"file": ""})  # save() drops files
        self.file = ""
        self.delete()

    def discard(self) -> None:
        """The files go before the row: where this is cut short, the next sweep finishes it. Those
        that another row has too stay."""
        field, name = self.file.field, str(self.file.name)
        if not is_used(field.upload_to, name, besides=self):
            for stored in field.files_of(name):
                self.file.storage.delete(stored)
        self.delete()
