"""Which pictures that no reader may see somebody else may see."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Photo
from newsroom import permissions
from newsroom.models import PhotoUpload, PreviewLink, Proposal
from pictures.lookup import has_file


def may_see_picture(user: Any, name: str) -> bool:
    """Whether this member of staff may see the stored file: a photo of an article that they may
    know of, or a picture that waits for one (at most 2 queries beside those for their rights)."""
    if not permissions.may_enter(user):
        return False
    known = permissions.visible_to(user, Article.objects.all())
    photos = Photo.objects.filter(Exists(known.filter(pk=OuterRef("article"))))
    if has_file(photos, name):
        return True
    # Of an upload nobody knows yet for which article it is; its name cannot be guessed.
    free = Q(proposal=None) if permissions.may_upload(user) else Q(pk=None)
    uploads = PhotoUpload.objects.filter(free | Q(proposal__article__in=known))
    return has_file(uploads, name)


def is_shown_by(link: PreviewLink, name: str) -> bool:
    """Whether the preview behind the link shows the stored file as the article's own (1 query, 1
    more for a link to the edit that waits)."""
    if has_file(link.article.photos.all(), name):
        return True
    waiting = Q(proposal__article=link.article, proposal__state=Proposal.State.OPEN)
    return link.of_proposal and has_file(PhotoUpload.objects.filter(waiting), name)
