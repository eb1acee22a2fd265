"""The page that asks before the sample content goes, and deletes it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.models import Article
from demo import sample

RIGHTS = ("articles.delete_article", "articles.delete_category", "portal.delete_page")
STAYS = "Giữ lại vì đã được sửa hoặc đang dùng, từ nay là của trang: {names}."
MOST_NAMED = 10


@require_http_methods(["GET", "POST"])
def sample_content(request: HttpRequest) -> HttpResponse:
    """What there is of it, and the button that deletes it (4 queries; about 40 an article to
    delete). PermissionDenied for who may not delete each kind."""
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    if request.method == "POST":
        return _delete(request)
    context = admin.site.each_context(request) | {
        "title": "Xóa nội dung mẫu",
        "counts": sample.counts(),
        "articles": Article.objects.filter(sample.is_sample(Article)).for_titles().newest_first(),
    }
    return render(request, "demo/sample_content.html", context)


def _delete(request: HttpRequest) -> HttpResponse:
    deleted, remaining = sample.delete_all()
    messages.success(request, f"Đã xóa {deleted} mục mẫu.")
    if remaining:
        names = ", ".join(f"{item._meta.verbose_name} “{item}”" for item in remaining[:MOST_NAMED])
        more = f" và {len(remaining) - MOST_NAMED} mục nữa" if len(remaining) > MOST_NAMED else ""
        messages.info(request, STAYS.format(names=names + more))
    return HttpResponseRedirect(reverse("admin:index"))
