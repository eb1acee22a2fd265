"""The photos of a static page, on the page of its form."""

from newsroom.admin.inlines import PhotoInline, PhotoRows
from newsroom.admin.photo_form import PhotoForm
from newsroom.attachments.later_rows import LaterRows
from portal.models import PagePhoto


class PagePhotoForm(PhotoForm):
    called = "nơi"


class PagePhotoRows(LaterRows, PhotoRows):
    pass


class PagePhotoInline(PhotoInline):
    model = PagePhoto
    form = PagePhotoForm
    formset = PagePhotoRows
    verbose_name = "ảnh"
    verbose_name_plural = "ảnh"
    belongs_to = "page"
