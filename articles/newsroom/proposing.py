"""The form of an article for those whose edits wait for an editor: it goes on from what they have
proposed, and what it sends is theirs with the files in it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from articles.desk import rights
from articles.desk.proposed import with_photos_of_now
from articles.desk.revisions import Snapshot, snapshot_of
from articles.models import Article, Proposal
from articles.newsroom.steps import StepsMixin


class ProposingMixin(StepsMixin):
    """For ArticleAdmin."""

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.waiting = _waiting(request, obj)
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        waiting = _waiting(request, obj)
        return kwargs | {"proposed": waiting[prefix]} if waiting else kwargs


def files_in(photos: Iterable[Any]) -> dict[int, Any]:
    """The files that are not stored yet, by their photos' places in a snapshot."""
    in_order = enumerate(sorted(photos, key=lambda photo: photo.order))
    files = ((place, photo.file) for place, photo in in_order)
    return {place: file.file for place, file in files if file and not file._committed}


def _waiting(request: HttpRequest, article: Article | None) -> Snapshot | None:
    """What this person's form shows as it is opened, in place of what is stored (5 queries where
    something is proposed); None where it shows that, or was sent."""
    is_sent = request.method == "POST"
    if (
        is_sent
        or article is None
        or not article.pk
        or not rights.may_propose(request.user, article)
    ):
        return None
    open_one = article.proposals.filter(state=Proposal.State.OPEN).first()
    return with_photos_of_now(open_one, snapshot_of(article)) if open_one else None
