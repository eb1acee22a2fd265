"""The admin's link from a row to its public page."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.models import Article
from newsroom.drafts.submitted_form import number_of


def view_on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Django's own, except that an article leads nowhere before it is public: its very address
    would give its title away to colleagues."""
    kind = get_object_or_404(ContentType, pk=number_of(content_type_id))
    if kind.model_class() is Article:
        return redirect(get_object_or_404(Article.objects.published(), pk=number_of(object_id)))
    return shortcut(request, kind.pk, object_id)
