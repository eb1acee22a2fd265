"""The newsroom's forms. Everything an article consists of stands on one page."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles import search
from articles.models import Article, Byline, Category, Photo
from articles.newsroom_list import BY_DATE, CappedPaginator
from articles.photo_admin import PhotoInline, receive_photo
from articles.pieces import pieces
from richtext.editor import EditorPageMixin

MOST_FOUND = 500
TOO_MANY_FOUND = (
    f"Có hơn {MOST_FOUND} bài khớp với từ cần tìm; danh sách chỉ gồm {MOST_FOUND} bài khớp nhất. "
    "Hãy gõ thêm từ hoặc lọc bớt để thấy các bài còn lại."
)
SHORT_TEXT = {models.TextField: {"widget": forms.Textarea({"rows": 3})}}


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "order")
    list_editable = ("order",)
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None):
        """An address that readers and the menu know stays as it is."""
        return ("slug",) if obj else ()


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 1
    fields = ("role", "name", "link", "order")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Article)
class ArticleAdmin(EditorPageMixin, admin.ModelAdmin):
    list_display = ("title", "category", "status_now", "published_from", "updated_at")
    list_filter = ("status", "category", "published_from")
    list_select_related = ("category",)
    search_fields = ("title",)
    search_help_text = "Tìm trong tựa, sapo, nội dung; không cần dấu."
    date_hierarchy = "published_from"
    sortable_by = ("published_from", "updated_at")  # those that an index holds in order
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    inlines = (PhotoInline, BylineInline)
    actions = ("publish", "withdraw")
    save_on_top = True
    formfield_overrides = SHORT_TEXT
    fieldsets = (
        (None, {"fields": ("title", "lead", "body")}),
        ("Đăng bài", {"fields": (("status", "category"), ("published_from", "published_until"))}),
        ("Thêm", {"fields": (("updated_at", "cover"),), "classes": ("collapse",)}),
    )

    def get_urls(self) -> list:
        preview = self.admin_site.admin_view(never_cache(self.preview))
        receive = self.admin_site.admin_view(receive_photo)
        return [
            path("<int:pk>/xem-truoc/", preview, name="articles_article_preview"),
            path("tai-anh/", receive, name="articles_photo_receive"),
            *super().get_urls(),
        ]

    def get_ordering(self, request: HttpRequest) -> tuple[str, str]:
        """By date where dates are chosen, so that one index serves both; else the last changed."""
        by_date = any(name.startswith(BY_DATE) for name in request.GET)
        return ("-published_from" if by_date else "-updated_at", "-pk")

    def get_form(self, request: HttpRequest, obj: Article | None = None, **kwargs):
        """Only the article's own photos are offered as its cover."""
        form = super().get_form(request, obj, **kwargs)
        photos = obj.photos.exclude(file="") if obj else Photo.objects.none()
        if "cover" in form.base_fields:
            form.base_fields["cover"].queryset = photos
            # No links beside it: a photo has no page of its own.
            form.base_fields["cover"].widget.can_view_related = False
            form.base_fields["cover"].widget.can_delete_related = False
        return form

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        """The public page where there is one, and the preview before that."""
        if obj is None or obj.pk is None:
            return None
        if Article.objects.published().filter(pk=obj.pk).exists():
            return obj.get_absolute_url()
        return reverse("admin:articles_article_preview", args=[obj.pk])

    def save_model(self, request: HttpRequest, obj: Article, form, change: bool) -> None:
        """A new wording renews the stamp, unless the editor has set it by hand."""
        rewritten = {"title", "lead", "body"} & set(form.changed_data)
        if change and rewritten and "updated_at" not in form.changed_data:
            obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.choose_cover()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        """By the site's own search, so that "dai hoi" finds ĐẠI HỘI; drafts included."""
        if not search_term:
            return queryset, False
        found = search.find_pks(queryset, search_term, MOST_FOUND + 1)
        # After an action the list is shown by a GET of its own, which says it then.
        if len(found) > MOST_FOUND and request.method == "GET":
            self.message_user(request, TOO_MANY_FOUND, messages.WARNING)
        return queryset.filter(pk__in=found[:MOST_FOUND]), False

    @admin.display(description="trạng thái", ordering="status")
    def status_now(self, article: Article) -> str:
        return article.standing(timezone.now())

    @admin.action(description="Đăng các bài đã chọn", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_status(request, queryset, Article.Status.PUBLISHED, "Đã đăng {} bài.")

    @admin.action(description="Gỡ các bài đã chọn", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_status(request, queryset, Article.Status.WITHDRAWN, "Đã gỡ {} bài.")

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The article as readers will see it, with the frames that still wait for a photo."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        context = {
            "article": article,
            "pieces": list(pieces(article.body, article.photos.all())),
            "is_preview": True,
        }
        return render(request, "articles/article.html", context)

    def _set_status(self, request: HttpRequest, articles: QuerySet, status: str, said: str) -> None:
        changed = 0
        for article in articles.exclude(status=status):
            article.status = status
            try:
                article.full_clean()
            except ValidationError as error:
                reasons = " ".join(error.messages)
                self.message_user(request, f"Giữ nguyên “{article}”: {reasons}", messages.ERROR)
                continue
            article.save()
            self.log_change(request, article, article.get_status_display())
            changed += 1
        self.message_user(request, said.format(changed), messages.SUCCESS)
