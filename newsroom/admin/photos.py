"""The newsroom's work with photos: many at once, each sent ahead of the article's form."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.models import Article, Photo
from articles.models.photo import CENTRE, UNCAPTIONED, UNCREDITED, UNDESCRIBED
from newsroom.admin.changelist import CappedPaginator
from newsroom.admin.proposal_formset import ProposedRows
from newsroom.models import PhotoUpload, Proposal
from newsroom.permissions import is_editor, visible_to
from pictures.fields import PictureFile
from pictures.ingest import MOST_BYTES

MISSING = {
    "caption": "Còn thiếu chú thích",
    "credit": "Còn thiếu người chụp",
    "alt": "Còn thiếu mô tả ảnh",
}
GONE = "Ảnh đã tải lên không còn chờ: đã lưu ở lần trước, hoặc để quá lâu. Hãy tải ảnh này lại."


class PhotoForm(forms.ModelForm):
    """A photo whose picture comes with the form, or was sent ahead: then `upload` names it."""

    upload = forms.CharField(label="ảnh đã gửi lên", required=False, widget=forms.HiddenInput)
    waiting: PhotoUpload | None = None

    class Meta:
        widgets = {"caption": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, said in MISSING.items():
            if name in self.fields:  # those who may only look have none
                self.fields[name].widget.attrs["placeholder"] = said
        for name in {"focus_x", "focus_y"} & set(self.fields):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("focus_x", "focus_y"):
            if cleaned.get(name, CENTRE) is None:
                cleaned[name] = CENTRE
        if cleaned.get("upload") and "file" not in self.changed_data:
            self._take(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Photo:
        photo = super().save(commit)
        if commit and self.waiting:
            self.waiting.hand_over()
        return photo

    def keep_picture(self) -> None:
        """Where the form is shown once more, a sound picture that came with it waits like one that
        was sent ahead: a browser does not choose its files again (1 query)."""
        file = getattr(self, "cleaned_data", {}).get("file")
        if not file or "file" not in self.changed_data:
            return
        upload = PhotoUpload()
        upload.file.save(file.name, file)
        self.data = {**self.data, self.add_prefix("upload"): upload.file.name}
        self.instance.file = upload.file.name
        self.instance.width, self.instance.height = upload.width, upload.height

    def _take(self, cleaned: dict[str, Any]) -> None:
        """Locked, so that of two forms sent at once only one gets the picture (1 query)."""
        own_open = Proposal.objects.filter(
            article=self.instance.article_id, state=Proposal.State.OPEN
        )
        free = Q(proposal=None) | Q(proposal__in=own_open)
        uploads = PhotoUpload.objects.select_for_update().filter(free)
        self.waiting = uploads.filter(file=cleaned["upload"]).first()
        # A form sent twice finds it saved: the article's form then says what became of that.
        own = Photo.objects.filter(article=self.instance.article_id)
        found = self.waiting or own.filter(file=cleaned["upload"]).first()
        if found is None:
            raise ValidationError({"file": GONE})
        cleaned["file"] = found.file.name
        self.instance.width, self.instance.height = found.width, found.height


class PhotoRows(ProposedRows):
    def show(self, form: Any, row: dict[str, Any]) -> None:
        """A proposed picture stands in the form like one that was just sent ahead."""
        words = dict(row)
        photo, name = form.instance, words.pop("file")
        super().show(form, words)
        if name == (photo.file.name or ""):
            return
        if name:
            form.initial["upload"] = photo.file = name
        else:
            form.fields["file"].widget.checked = True  # the box that takes the picture away
        form.initial["file"] = photo.file


class PhotoInline(admin.StackedInline):
    model = Photo
    form = PhotoForm
    formset = PhotoRows
    template = "admin/articles/photos.html"
    extra = 0
    most_bytes = MOST_BYTES
    fields = (
        ("order", "picture"),
        "file",
        "caption",
        ("credit", "alt"),
        ("focus_x", "focus_y"),
        "used",
        "upload",
    )
    readonly_fields = ("picture", "used")

    class Media:
        js = (forms.Script("js/photos.js", defer=True),)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("article")

    @admin.display(description="ảnh đang dùng")
    def picture(self, photo: Photo) -> str:
        return _thumbnail(photo)

    @admin.display(description="ảnh này dùng ở đâu")
    def used(self, photo: Photo) -> str:
        return _uses(photo) if photo.pk else "Chưa lưu"


class LackingFilter(admin.SimpleListFilter):
    """Photos that have their picture, and not the words for it. Each is found by an index of those
    alone, the newest first. A byline that names the photographer is not looked at."""

    title = "điều còn thiếu"
    parameter_name = "thieu"
    conditions = {
        "mo-ta": ("Thiếu mô tả ảnh", UNDESCRIBED),
        "chu-thich": ("Thiếu chú thích", UNCAPTIONED),
        "nguoi-chup": ("Thiếu người chụp", UNCREDITED),
    }

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [(name, label) for name, (label, _) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.conditions.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    """All photos, to find one again. They are changed and deleted on their article's page."""

    actions = None
    list_display = ("picture", "caption", "credit", "where", "used")
    list_display_links = None
    list_filter = (LackingFilter,)
    list_select_related = ("article",)
    list_per_page = 50
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    show_full_result_count = False
    ordering = ("-pk",)
    search_fields = ("caption", "credit", "alt")
    search_help_text = "Tìm trong chú thích, người chụp, mô tả ảnh."

    def has_add_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False

    def get_urls(self) -> list:
        """The list alone. (The permission to delete stays: an article goes with its photos.)"""
        return [page for page in super().get_urls() if page.name == "articles_photo_changelist"]

    @admin.display(description="ảnh")
    def picture(self, photo: Photo) -> str:
        return _thumbnail(photo)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Of the articles that this person may know of."""
        photos = super().get_queryset(request)
        if is_editor(request.user):
            return photos
        return photos.filter(article__in=visible_to(request.user, Article.objects.all()))

    @admin.display(description="trong bài")
    def where(self, photo: Photo) -> str:
        address = reverse("admin:articles_article_change", args=[photo.article_id])
        return format_html('<a href="{}">{}</a>', address, photo.article)

    @admin.display(description="ảnh này dùng ở đâu")
    def used(self, photo: Photo) -> str:
        return _uses(photo)


class UploadForm(forms.ModelForm):
    class Meta:
        model = PhotoUpload
        fields = ("file",)


@require_POST
def receive_photo(request: HttpRequest) -> HttpResponse:
    """One picture, stored until its article's form is saved: 201 with its name and thumbnail, or
    422 with the reason. What was never saved goes on this occasion."""
    if not request.user.has_perm("articles.add_photo"):
        raise PermissionDenied
    PhotoUpload.objects.abandoned().sweep()
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"reason": " ".join(map(str, form.errors["file"]))}, status=422)
    upload = form.save()
    found = {"name": upload.file.name, "thumbnail": upload.file.small_url}
    return JsonResponse(found, status=201)


def _thumbnail(photo: Photo) -> str:
    if not photo.file:
        return "Đang chờ ảnh"
    return format_html(
        '<span class="focus"><img src="{}" alt="{}" class="thumbnail" loading="lazy"></span>',
        cast(PictureFile, photo.file).small_url,
        photo.alt,
    )


def _uses(photo: Photo) -> str:
    return format_html_join(SafeString("<br>"), "{}", ((use,) for use in photo.uses())) or "–"
