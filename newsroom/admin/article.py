"""The newsroom's forms. Everything an article consists of stands on one page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString

from articles import search
from articles.models import Article, Byline, Category, Photo
from newsroom import permissions
from newsroom.admin.changelist import BY_DATE, CappedPaginator
from newsroom.admin.photos import PhotoForm, PhotoInline, receive_photo
from newsroom.admin.proposal_formset import ProposedRows
from newsroom.audit_log import log_action
from newsroom.checks import findings
from newsroom.models import AuditEntry, Proposal
from newsroom.pages.drafts import DraftPagesMixin
from newsroom.pages.history import HistoryMixin
from newsroom.pages.preview import PreviewMixin
from newsroom.pages.preview_links import PreviewLinksMixin
from newsroom.pages.withdrawal import WithdrawingMixin
from richtext.cleaning import for_page
from richtext.editor import EditorPageMixin
from vietnamese.names import full_name

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
    formset = ProposedRows
    extra = 1
    fields = ("role", "name", "link", "order")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class ProposalFilter(admin.SimpleListFilter):
    title = "bản sửa"
    parameter_name = "ban-sua"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("cho", "Có bản sửa chờ duyệt")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """At most one proposal of an article is open, so that no article stands twice."""
        if self.value() != "cho":
            return queryset
        return queryset.filter(proposals__state=Proposal.State.OPEN)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Who did what, of all articles; to be read, no more."""

    list_display = ("at", "who", "action", "title", "note")
    list_display_links = None
    list_filter = ("action",)
    list_select_related = ("by",)
    paginator = CappedPaginator
    show_full_result_count = False
    sortable_by = ()
    actions = None

    def get_urls(self) -> list:
        """The list alone."""
        return [
            page for page in super().get_urls() if page.name == "newsroom_auditentry_changelist"
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    has_delete_permission = has_change_permission

    @admin.display(description="ai")
    def who(self, line: AuditEntry) -> str:
        return full_name(line.by)


@admin.register(Article)
class ArticleAdmin(
    DraftPagesMixin,
    HistoryMixin,
    PreviewMixin,
    PreviewLinksMixin,
    WithdrawingMixin,
    EditorPageMixin,
    admin.ModelAdmin,
):
    list_display = ("title", "category", "writer", "status_now", "published_from", "updated_at")
    list_filter = ("status", ProposalFilter, "category", "published_from")
    list_select_related = ("category", "author")
    search_fields = ("title",)
    search_help_text = "Tìm trong tựa, sapo, nội dung; không cần dấu."
    date_hierarchy = "published_from"
    sortable_by = ("published_from", "updated_at")  # those that an index holds in order
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    inlines = (PhotoInline, BylineInline)
    actions = ("publish", "withdraw", "trash", "restore")
    save_on_top = True
    formfield_overrides = SHORT_TEXT

    def get_urls(self) -> list:
        receive = self.admin_site.admin_view(receive_photo)
        return [
            path("tai-anh/", receive, name="articles_photo_receive"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        """Dates and corrections are the editors'; the text is whoever's article it is. A cover is
        not proposed: it is chosen among photos that the article has already."""
        is_read = obj is not None and not self.has_change_permission(request, obj)
        body = "body_to_read" if is_read else "body"
        text = (None, {"fields": ("title", "lead", body, "category")})
        if obj and permissions.may_propose(request.user, obj):
            return [text]
        if not permissions.is_editor(request.user):
            return [text, ("Thêm", {"fields": ("cover",), "classes": ("collapse",)})]
        more = ("correction", ("updated_at", "cover"))
        return [
            text,
            ("Ngày giờ", {"fields": (("published_from", "published_until"),)}),
            ("Thêm", {"fields": more, "classes": ("collapse",)}),
        ]

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        """With the buttons of the workflow, and what the desk has to say about the article."""
        if request.method == "POST":
            for inline in context["inline_admin_formsets"]:
                for each in inline.formset.forms:
                    if isinstance(each, PhotoForm):
                        each.keep_picture()
        article = context["original"]
        context |= {
            "steps": self.buttons(request, article),
            "proposes": bool(article) and permissions.may_propose(request.user, article),
            "show_save_and_add_another": False,
        }
        if article:
            last = (
                article.audit_log.exclude(action__in=AuditEntry.BESIDE_THE_WAY)
                .select_related("by")
                .first()
            )
            context |= {
                "findings": findings(Article.objects.get(pk=article.pk)),
                "standing": article.status_label(timezone.now()),
                "returned": last if last and last.action == AuditEntry.Action.RETURNED else None,
                "proposal": self._proposal_to_tell_of(request, article),
                "may_tell": permissions.is_editor(request.user),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _proposal_to_tell_of(self, request: HttpRequest, article: Article) -> Proposal | None:
        """The one that waits; to its author also the one that came back last."""
        last = article.proposals.select_related("by").first()
        if last and last.state == Proposal.State.OPEN:
            return last
        is_back = last and last.state == Proposal.State.DECLINED and last.by == request.user
        return last if is_back else None

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Only what lies in the trash is deleted for ever."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = [
            f"“{article}” chưa nằm trong thùng rác"
            for article in objs
            if article.status != Article.Status.TRASHED
        ]
        return deleted, counts, lacking, [*kept, *protected]

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        log_action(obj, request.user, AuditEntry.Action.DELETED)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for article in queryset:
            log_action(article, request.user, AuditEntry.Action.DELETED)
        super().delete_queryset(request, queryset)

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
        """The public page where there is one; the preview has a button of its own."""
        is_public = obj is not None and Article.objects.published().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if obj and is_public else None

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        """By the site's own search, so that "dai hoi" finds ĐẠI HỘI; drafts included."""
        if not search_term:
            return queryset, False
        found = search.find_pks(queryset, search_term, MOST_FOUND + 1)
        # After an action the list is shown by a GET of its own, which says it then.
        if len(found) > MOST_FOUND and request.method == "GET":
            self.message_user(request, TOO_MANY_FOUND, messages.WARNING)
        return queryset.filter(pk__in=found[:MOST_FOUND]), False

    @admin.display(description="nội dung")
    def body_to_read(self, article: Article) -> SafeString:
        return for_page(article.body)

    @admin.display(description="người viết")
    def writer(self, article: Article) -> str:
        return full_name(article.author)

    @admin.display(description="trạng thái", ordering="status")
    def status_now(self, article: Article) -> str:
        return article.status_label(timezone.now())
