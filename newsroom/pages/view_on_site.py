"""The admin's link from a row to its public page."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.models import Article
from newsroom.drafts.submitted_form import number_of


def view_on_site(_request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """To the row's page; 404 for a row that is not there, and for one that has no page. An article
    has none before it is public: its very address would give its title away to colleagues."""
    kind = get_object_or_404(ContentType, pk=number_of(content_type_id))
    rows = rows_with_pages(kind.model_class())
    return redirect(get_object_or_404(rows, pk=number_of(object_id)))


def rows_with_pages(model: Any) -> QuerySet[Any]:
    """Http404 for a model whose rows have no pages, and for a kind that is no model any more."""
    if model is Article:
        return Article.objects.published()
    if not hasattr(model, "get_absolute_url"):
        raise Http404
    return model._default_manager.all()  # type: ignore[no-any-return]
