"""The form and the list of static pages. They are portal's; what a page is written with, the desk
has for articles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from newsroom.admin.article_form import USE_DRAFT
from newsroom.admin.article_form_page import DRAFT_GONE
from newsroom.admin.form_drafts import close_submitted, load_draft_into_post, store_submitted
from newsroom.admin.form_pace import count_save, refusal_of
from newsroom.attachments.inlines import PageAttachmentInline
from newsroom.conflicts.merging import in_words
from newsroom.models import AttachmentUpload, PhotoUpload
from newsroom.quotas import QuotaReached
from newsroom.static_pages import drafts, revisions
from newsroom.static_pages.form import PageForm
from newsroom.static_pages.photos import PagePhotoInline
from newsroom.takedowns.recoverable_deletion import RecoverableDeletion
from portal.models import Page
from richtext.editor import EditorPageMixin
from richtext.placed_photo import PICTURED
from vietnamese.names import full_name

MOST_NAMED = 5
MOVED = (
    "Trang nay ở {new}. Địa chỉ cũ {old} tự dẫn sang đó; mục menu, ảnh tuyên truyền và liên kết"
    " website dẫn đến trang này đã được sửa theo."
)
STILL_LED_BY = "Trang tĩnh còn ghi địa chỉ cũ (bấm vào vẫn đến nơi): {titles}."
PAGE_GONE = (
    "Trang này đã bị xóa trong lúc bạn viết. Chữ vừa gõ đã được giữ tạm ở đây, như của một trang"
    " mới."
)
MERGED = (
    "Trong lúc bạn viết, {who} đã sửa: {fields}. Hai bản đã được gộp và lưu; bản của từng người vẫn"
    " ở “Lịch sử”."
)
NOT_KEPT = "Chưa giữ được tệp vừa chọn: {reason}"


@admin.register(Page)
class PageAdmin(RecoverableDeletion, EditorPageMixin, admin.ModelAdmin):
    fieldsets = [(None, {"fields": ["title", "body"]}), ("Địa chỉ", {"fields": ["slug"]})]
    list_display = ["title", "slug", "updated_at"]
    search_fields = ["title", "body"]
    inlines = [PagePhotoInline, PageAttachmentInline]
    form = PageForm
    paste_reader = "admin:read_pasted"
    save_on_top = True

    class Media:
        css = {"all": ("css/unsaved.css", "css/writing.css")}
        js = (
            *(
                forms.Script(f"js/unsaved/{name}.js", defer=True)
                for name in ("form", "relogin", "autosave", "recovery")
            ),
            forms.Script("js/writing.js", defer=True),
        )

    def get_form(
        self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.person, form.refusal = request.user, refusal_of(request)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A draft that is taken up stands in the form; so does, as a new page's, what was typed
        while somebody deleted the page."""
        if request.method == "POST":
            if USE_DRAFT in request.POST and not load_draft_into_post(request):
                self.message_user(request, DRAFT_GONE, messages.WARNING)
                return HttpResponseRedirect(request.path)
            count_save(request)
            is_gone = object_id is not None and self.get_object(request, object_id) is None
            if is_gone and self.has_add_permission(request) and store_submitted(request, Page()):
                self.message_user(request, PAGE_GONE, messages.ERROR)
                return HttpResponseRedirect(reverse("admin:portal_page_add"))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(self, request: HttpRequest, obj: Page, *args: Any) -> HttpResponse:
        close_submitted(request)
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        close_submitted(request)
        return super().response_change(request, obj)

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Where that moves the page, pages with links to its old address are named (2 queries)."""
        stored = Page.objects.filter(pk=obj.pk).first() if change else None
        revisions.ensure_baseline(obj)
        super().save_model(request, obj, form, change)
        if stored and stored.slug != obj.slug:
            _tell_moved(request, stored.get_absolute_url(), obj.get_absolute_url())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What was merged is told; the next revision (6 queries)."""
        if form.merge:
            formsets = form.merge.remaining(formsets)
            _tell_merged(request, form)
        super().save_related(request, form, formsets, change)
        why = revisions.EDITED if change else revisions.WRITTEN
        revisions.record(form.instance, request.user, why)

    def hold_files(self, row: Page, by: Any) -> None:
        """As if they had been sent ahead of a form: for some days longer (1 query each, 2 more)."""
        for photo in row.photos.filter(PICTURED):
            size = {"width": photo.width, "height": photo.height}
            PhotoUpload.objects.create(by=by, file=str(photo.file), **size)
        for attachment in row.attachments.all():
            AttachmentUpload.objects.create(by=by, file=str(attachment.file))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A form that comes back unsaved is kept as it was sent, with the photos and documents that
        came with it. One that would overwrite other words shows them."""
        page, form = context["original"] or Page(), context["adminform"].form
        if request.method == "POST":
            _store_uploads(request, context["inline_admin_formsets"])
            if USE_DRAFT not in request.POST:
                store_submitted(request, page)
            if (errors := form.non_field_errors()) and len(context["errors"]) == 1:
                context |= {"errors": None, "not_saved": errors}
        context |= {"unsaved": drafts.context(request, page), "differences": form.differences()}
        return super().render_change_form(request, context, *args, **kwargs)


def _store_uploads(request: HttpRequest, inlines: Any) -> None:
    try:
        for inline in inlines:
            for row in inline.formset.forms:
                row.store_upload(request.user)
    except QuotaReached as reached:
        messages.error(request, NOT_KEPT.format(reason=reached))


def _tell_merged(request: HttpRequest, form: Any) -> None:
    by_others = form.instance.revisions.exclude(by=request.user.pk).select_related("by")
    last = by_others.first()
    who = full_name(last.by) if last else ""
    if fields := in_words(form.merge.from_others):
        messages.warning(request, MERGED.format(who=who or "người khác", fields=fields))


def _tell_moved(request: HttpRequest, old: str, new: str) -> None:
    messages.info(request, MOVED.format(old=old, new=new))
    leading = Page.objects.filter(body__contains=f'"{old}')
    titles = [f"“{title}”" for title in leading.values_list("title", flat=True)[: MOST_NAMED + 1]]
    if titles:
        shown = ", ".join(titles[:MOST_NAMED]) + (", …" if len(titles) > MOST_NAMED else "")
        messages.info(request, STILL_LED_BY.format(titles=shown))
