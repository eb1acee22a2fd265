"""The pictures of an imported page, made ready before anything is written."""

from dataclasses import dataclass

from articles.models import Article, Photo
from importing.body_html import photos
from importing.document import PictureMissing
from importing.imported_page import ImportedPage, PhotoPlaceholder
from importing.sources.refusals import ImportRefused
from pictures.fields import ReadyUpload
from pictures.ingest import Picture, PictureRefused, ingest

_LONGEST_CREDIT, _LONGEST_ALT, _LONGEST_CAPTION = 100, 250, 2000


@dataclass(frozen=True)
class ReadyPhoto:
    """A photo's place with its picture; `doubt` says why there is none."""

    place: PhotoPlaceholder
    picture: Picture | None = None
    doubt: str = ""

    def stored(self, article: Article, order: int) -> Photo:
        """The photo as a row of `article`; what its columns cannot hold is cut."""
        place = self.place
        photo = Photo(
            article=article,
            caption=place.caption[:_LONGEST_CAPTION],
            credit=place.credit[:_LONGEST_CREDIT],
            alt=place.alt[:_LONGEST_ALT],
            order=order,
        )
        if self.picture:
            photo.file = ReadyUpload(self.picture)
        photo.save()
        return photo


def ready_photos(page: ImportedPage) -> list[ReadyPhoto]:
    """Each photo of the page, its picture opened and drawn anew: a second for one of 12 megapixels,
    so outside of any transaction. One that cannot be had leaves its place."""
    return [_ready(number, place, page) for number, place in enumerate(photos(page.blocks), 1)]


def _ready(number: int, place: PhotoPlaceholder, page: ImportedPage) -> ReadyPhoto:
    if not (place.handle or place.name):
        return ReadyPhoto(place)
    named = f"Ảnh {number} ({place.name or 'không có tên tệp'})"
    try:
        return ReadyPhoto(place, ingest(page.document.open_picture(place.handle)))
    except PictureMissing:
        return ReadyPhoto(place, doubt=f"{named} không đi kèm tệp này; chỗ ảnh vẫn giữ, chờ ảnh.")
    except (PictureRefused, ImportRefused) as refusal:
        doubt = f"{named} không dùng được: {refusal} Chỗ ảnh vẫn giữ, chờ ảnh."
        return ReadyPhoto(place, doubt=doubt)
