"""Who may send documents, and have those that no reader may have."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Attachment
from newsroom import permissions
from newsroom.models import AttachmentUpload, PreviewLink, Proposal

MAY_ADD = ("articles.add_attachment", "portal.add_pageattachment")


def may_attach(user: Any) -> bool:
    """Whether this person may send documents ahead of a form."""
    return any(map(user.has_perm, MAY_ADD))


def file_name_for(user: Any, name: str) -> str | None:
    """Under which name this member of staff stores the file: of an article that they may know of,
    of an edit that waits for such a one, or sent by themselves and not saved yet. None for any
    other (at most 2 queries beside those for their rights)."""
    known = permissions.visible_to(user, Article.objects.all())
    if permissions.may_enter(user):
        its_article = known.filter(pk=OuterRef("article"))
        if found := Attachment.objects.filter(Exists(its_article), file=name).first():
            return found.file_name
    own = Q(by=user.pk, proposal=None)
    proposed = Q(proposal__article__in=known) if permissions.may_enter(user) else Q(pk=None)
    upload = AttachmentUpload.objects.filter(own | proposed, file=name).first()
    return upload.file_name if upload and may_attach(user) else None


def file_name_by(link: PreviewLink, name: str) -> str | None:
    """The same for whoever holds the link: of the documents that its preview shows (1 query, 1 more
    for a link to the edit that waits)."""
    if found := link.article.attachments.filter(file=name).first():
        return found.file_name
    if not link.of_proposal:
        return None
    waiting = Q(proposal__article=link.article, proposal__state=Proposal.State.OPEN)
    upload = AttachmentUpload.objects.filter(waiting, file=name).first()
    return upload.file_name if upload else None
