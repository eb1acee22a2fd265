"""A new draft that says what another article says: last year's notice for this year."""

import shutil
import uuid
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from articles.models import Article, Attachment, Photo
from attachments.refusals import AttachmentRefused
from newsroom import permissions, quotas
from newsroom.attachments.rows import OF_A_ROW
from newsroom.audit_log import log_action
from newsroom.drafts.submitted_form import key_of
from newsroom.models import AuditEntry
from newsroom.pages.shortcuts import get_article, redirect_to
from newsroom.revisions import record
from newsroom.saving import article_made_by_form

LONGEST_TITLE = 300
OF_A_COPY = " (bản sao)"
TEXTS = ("lead", "body", "category_id")
OF_A_BYLINE = ("role", "name", "link", "order")
OF_A_PHOTO = ("caption", "credit", "alt", "order", "focus_x", "focus_y", "width", "height")
LEFT_BEHIND = (
    "Không chép được tệp đính kèm: {names}. Bài cũ vẫn còn tệp; nếu bài mới cần thì hãy thêm lại."
)
DONE = "Đã chép thành bài mới: một bản thảo của bạn, chưa đăng, chưa có ngày. Bài cũ vẫn như trước."


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy's form; pressed twice on one page, of the one copy (about 30 queries, 10 for each
    photo, 3 for each attachment). PermissionDenied for who may not write articles, 404 for one
    that they may not know."""
    article = get_article(request, pk)
    if not permissions.may_edit(request.user, None):
        raise PermissionDenied
    if refusal := quotas.refusal_of_save(quotas.count_save(request.user)):
        messages.error(request, refusal)
        return redirect_to("change", article.pk)
    key = request.POST.get("key", "")
    if made := article_made_by_form(key, request.user):
        return redirect_to("change", made.pk)
    made, left_behind = copy_article(article, request.user, key_of(key))
    messages.success(request, DONE)
    if left_behind:
        messages.warning(request, LEFT_BEHIND.format(names=", ".join(left_behind)))
    return redirect_to("change", made.pk)


def copy_article(
    article: Article, by: Any, key: uuid.UUID | None = None
) -> tuple[Article, list[str]]:
    """The copy, and the names of attachments that it could not be given.

    It has text, category, bylines, photos, which share their files, and attachments, which have
    files of their own; never status, dates, correction, revisions, topics, related articles or a
    place on the home page.
    """
    title = f"{article.title[: LONGEST_TITLE - len(OF_A_COPY)].rstrip()}{OF_A_COPY}"
    with transaction.atomic():
        made = Article(title=title, author=by, form_key=key)
        for name in TEXTS:
            setattr(made, name, getattr(article, name))
        made.save()
        for byline in article.bylines.all():
            made.bylines.create(**{name: getattr(byline, name) for name in OF_A_BYLINE})
        for photo in article.photos.all():
            copied = Photo(article=made)
            for name in OF_A_PHOTO:
                setattr(copied, name, getattr(photo, name))
            copied.file = photo.file.name
            copied.save()
            if photo.pk == article.cover_id:
                made.cover = copied
                Article.objects.filter(pk=made.pk).update(cover=copied)
        left_behind = _copy_attachments(article, made)
        made.choose_cover()
        record(made, by, f"Chép từ bài số {article.pk}")
        log_action(made, by, AuditEntry.Action.COPIED, f"Từ bài số {article.pk}")
    return made, left_behind


def _copy_attachments(article: Article, made: Article) -> list[str]:
    """The copy's text leads to its own files, so that it loses none with the other article. Returns
    the names of those that are missing on the disk, or would be refused today (3 queries each)."""
    left_behind = []
    for attachment in article.attachments.all():
        copied = Attachment(article=made)
        for name in OF_A_ROW:
            setattr(copied, name, getattr(attachment, name))
        try:
            with attachment.file.open("rb") as stored, TemporaryFile() as content:
                shutil.copyfileobj(stored, content)
                content.seek(0)
                copied.file.save(attachment.file_name, File(content), save=False)
        except (FileNotFoundError, AttachmentRefused):
            left_behind.append(attachment.name)
            continue
        copied.save()
        made.body = made.body.replace(attachment.file.url, copied.file.url)
    made.save()
    return left_behind
