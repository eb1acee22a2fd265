"""The photo library beside an article's form: found photos, and one of them to be used again."""

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from articles.models import Photo
from limits import lengths
from newsroom import permissions, quotas
from newsroom.pages.photo_uploads import shown
from newsroom.photo_library import find, take
from newsroom.quotas import QuotaReached
from pictures.fields import PictureFile
from portal.models import PagePhoto
from richtext.placed_photo import PlacedPhoto
from vietnamese.dates import format_day
from vietnamese.text import one_line
from vietnamese.typed_dates import typed_span

PER_PAGE = 24
NO_SUCH_MONTH = "Tháng chưa đúng. Xin viết như 11-2026, hoặc 2026 cho cả năm."
GONE = "Ảnh này không còn trong thư viện, hoặc bạn không có quyền dùng. Hãy tìm lại."


class LibraryForm(forms.Form):
    q = forms.CharField(required=False, max_length=lengths.QUERY)
    thang = forms.CharField(required=False, max_length=lengths.DAY)
    trang = forms.IntegerField(required=False, min_value=1)

    def clean_thang(self) -> list[datetime.date]:
        """The first days of the months that were typed: one, or those of a year."""
        text = one_line(self.cleaned_data["thang"])
        if not text:
            return []
        try:
            first, last = typed_span(text)
        except ValueError:
            raise forms.ValidationError(NO_SUCH_MONTH) from None
        return [first.replace(day=1, month=month) for month in range(first.month, last.month + 1)]


@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """A page of what the library holds for some words and a month, as JSON (at most 6 queries); 422
    with the reason for a month that there is not. PermissionDenied for who may not add photos."""
    _require_upload(request)
    form = LibraryForm(request.GET)
    if not form.is_valid():
        reasons = [str(reason) for errors in form.errors.values() for reason in errors]
        return JsonResponse({"reason": " ".join(reasons)}, status=422)
    wanted = form.cleaned_data
    pages = Paginator(find(request.user, one_line(wanted["q"]), wanted["thang"]), PER_PAGE)
    page = pages.get_page(wanted["trang"] or 1)
    found = {
        "photos": [_shown(photo) for photo in page],
        "total": pages.count,
        "next": page.next_page_number() if page.has_next() else None,
    }
    return JsonResponse(found)


@require_POST
def choose(request: HttpRequest, pk: int, of_page: bool = False) -> HttpResponse:
    """The picture of a photo of an article, or of a static page, to be used as if it had just been
    sent ahead: 201 with its name and thumbnail, and the words that it had; 404 with the reason
    where it is gone, 422 where nothing more may be sent ahead (5 queries)."""
    _require_upload(request)
    try:
        quotas.check_uploads(request.user)
    except QuotaReached as reached:
        return JsonResponse({"reason": str(reached)}, status=422)
    if (taken := take(request.user, pk, of_page=of_page)) is None:
        return JsonResponse({"reason": GONE}, status=404)
    upload, photo = taken
    return JsonResponse(shown(upload) | _words(photo), status=201)


def _require_upload(request: HttpRequest) -> None:
    if not permissions.may_upload(request.user):
        raise PermissionDenied


def _shown(photo: PlacedPhoto) -> dict[str, Any]:
    """`choose` is the address below the library's at which it is taken."""
    return {
        "pk": photo.pk,
        "thumbnail": cast(PictureFile, photo.file).small_url,
        **_words(photo),
        **(_of_page(photo) if isinstance(photo, PagePhoto) else _of_article(cast(Photo, photo))),
    }


def _of_article(photo: Photo) -> dict[str, str]:
    published = photo.article.published_from
    day = format_day(localtime(published)) if published else ""
    return {"article": photo.article.title, "day": day, "choose": f"{photo.pk}/chon/"}


def _of_page(photo: PagePhoto) -> dict[str, str]:
    return {
        "article": photo.page.title,
        "day": "Trang tĩnh",
        "choose": f"trang-tinh/{photo.pk}/chon/",
    }


def _words(photo: PlacedPhoto) -> dict[str, str]:
    return {"caption": photo.caption, "credit": photo.credit, "alt": photo.alt}
