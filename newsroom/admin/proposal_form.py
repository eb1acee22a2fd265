"""The form of an article for those whose edits wait for an editor: it goes on from what they have
proposed, and what it sends is theirs with the pictures in it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from articles.models import Article
from newsroom import permissions
from newsroom.models import Proposal
from newsroom.pages.steps import StepsMixin
from newsroom.proposal_preview import merged_snapshot
from newsroom.revisions import Snapshot, snapshot_of


class ProposingMixin(StepsMixin):
    """For ArticleAdmin."""

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        open_one = _open_one(request, obj)
        form.edit = open_one.pk if open_one else None
        form.waiting = _waiting(open_one)
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        waiting = _waiting(_open_one(request, obj))
        return kwargs | {"proposed": waiting[prefix]} if waiting else kwargs


def new_pictures(photos: Iterable[Any]) -> dict[int, Any]:
    """Those of the photos' forms whose pictures came in them and are not stored yet, by their
    photos' places in a snapshot."""
    in_order = enumerate(sorted(photos, key=lambda form: form.instance.order))
    files = ((place, form, form.instance.file) for place, form in in_order)
    return {place: form for place, form, file in files if file and not file._committed}


def send_ahead(request: HttpRequest, pictures: dict[int, Any], snapshot: Snapshot) -> Snapshot:
    """The snapshot with the pictures stored as if they had been sent ahead of the form, which names
    them from now on: a browser does not choose its files again."""
    photos, sent = list(snapshot["photos"]), request.POST.copy()
    for place, form in pictures.items():
        form.keep_picture()
        name = form.instance.file.name
        photos[place] = photos[place] | {"file": name}
        sent[form.add_prefix("upload")] = name
    request.POST = sent  # type: ignore[assignment]
    return snapshot | {"photos": photos}


def _open_one(request: HttpRequest, article: Article | None) -> Proposal | None:
    """The edit that this person's form shows as it is opened, in place of what is stored; None
    where it shows that, or was sent (1 query)."""
    is_sent = request.method == "POST"
    if (
        is_sent
        or article is None
        or not article.pk
        or not permissions.may_propose(request.user, article)
    ):
        return None
    return article.proposals.filter(state=Proposal.State.OPEN).first()


def _waiting(edit: Proposal | None) -> Snapshot | None:
    """What that form shows (4 queries)."""
    return merged_snapshot(edit, snapshot_of(edit.article)) if edit else None
