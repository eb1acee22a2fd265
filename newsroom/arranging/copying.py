"""A new draft that says what another article says: last year's notice for this year."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from articles.models import Article, Photo
from newsroom import permissions, quotas
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
DONE = "Đã chép thành bài mới: một bản thảo của bạn, chưa đăng, chưa có ngày. Bài cũ vẫn như trước."


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy's form; pressed twice on one page, of the one copy (about 30 queries, 10 for each
    photo). PermissionDenied for who may not write articles, 404 for one that they may not know."""
    article = get_article(request, pk)
    if not permissions.may_edit(request.user, None):
        raise PermissionDenied
    if refusal := quotas.refusal_of_save(quotas.count_save(request.user)):
        messages.error(request, refusal)
        return redirect_to("change", article.pk)
    key = request.POST.get("key", "")
    if made := article_made_by_form(key, request.user):
        return redirect_to("change", made.pk)
    made = copy_article(article, request.user, key_of(key))
    messages.success(request, DONE)
    return redirect_to("change", made.pk)


def copy_article(article: Article, by: Any, key: uuid.UUID | None = None) -> Article:
    """The copy: text, category, bylines and photos, which share their files; never status, dates,
    correction, revisions, topics, related articles or a place on the home page."""
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
        made.choose_cover()
        record(made, by, f"Chép từ bài số {article.pk}")
        log_action(made, by, AuditEntry.Action.COPIED, f"Từ bài số {article.pk}")
    return made
