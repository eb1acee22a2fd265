"""Videos among the files of a text: they stand where it links to them, or follow it."""

from collections.abc import Iterable
from typing import Any, cast

from django.utils.html import format_html

from attachments.kinds import VIDEO
from pictures.fields import PictureFile

PARAGRAPH = '<p><a href="{}">{}</a></p>'


def with_videos_of(html: str, attachments: Iterable[Any]) -> str:
    """The text, and after it a link to each of these videos that it does not name: richtext shows
    such a link as it shows one within the text."""
    after = [
        format_html(PARAGRAPH, video.file.url, video.name)
        for video in videos_among(attachments)
        if video.file.url not in html
    ]
    return "\n".join([html, *after]) if after else html


def described(attachments: Iterable[Any], photos: Iterable[Any]) -> dict[str, tuple[str, str, int]]:
    """By the videos' paths what richtext.videos is to know of them: the address of the photo, of
    the same text, that stands for one, its size in words, that photo's number."""
    pictured = {photo.order: photo for photo in reversed(list(photos))}
    return {
        video.file.url: (
            picture_address(pictured.get(video.poster)),
            video.size_text,
            video.poster,
        )
        for video in videos_among(attachments)
    }


def picture_address(photo: Any) -> str:
    """ "" where there is no photo, or it waits for its picture."""
    return cast(PictureFile, photo.file).column_url if photo and photo.file else ""


def videos_among(attachments: Iterable[Any]) -> list[Any]:
    """Those that are played."""
    return [attachment for attachment in attachments if attachment.kind == VIDEO]


def without_videos(attachments: Iterable[Any]) -> list[Any]:
    """Those that are listed under the text."""
    return [attachment for attachment in attachments if attachment.kind != VIDEO]
