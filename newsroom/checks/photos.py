"""Photos that readers would meet without words, and words that wait for their photo."""

from collections.abc import Iterator
from typing import cast

from articles.body_parts import PHOTO_MARK, numbers_placed
from articles.models import Article, Photo
from articles.models.byline import Byline
from newsroom.checks.finding import Finding
from richtext.outline import Outline


def about_photos(
    article: Article, text: Outline, photos: list[Photo], bylines: list[Byline]
) -> Iterator[Finding]:
    """For each photo what it lacks, then marks without a photo.

    A byline that names the photographer speaks for all photos.
    """
    credited = {Byline.Role.PHOTO, Byline.Role.BOTH}
    is_credited = any(byline.role in credited for byline in bylines)
    for photo in photos:
        where = f"Ảnh {photo.order}"
        if not photo.file:
            yield Finding("Còn chờ tệp ảnh", where, photo.caption.replace("\n", " "))
        lacking = [
            name
            for name, value in (
                ("chú thích", photo.caption),
                ("người chụp", photo.credit or is_credited),
                ("mô tả ảnh", photo.alt),
            )
            if not value
        ]
        if photo.file and lacking:
            yield Finding(f"Còn thiếu {', '.join(lacking)}", where)
    yield from _marks(article, text, {photo.order for photo in photos})


def _marks(article: Article, text: Outline, numbers: set[int]) -> Iterator[Finding]:
    placed = numbers_placed(article.body)
    for number in sorted(placed - numbers):
        yield Finding("Chờ ảnh: chưa có ảnh nào mang số này", "Nội dung", f"[ảnh {number}]")
    for block in text.blocks:
        for match in PHOTO_MARK.finditer(block.text):
            is_alone = match.group() == block.text
            if not (is_alone and int(cast(str, match.group(1))) in placed):
                message = "Chỗ đặt ảnh không đứng riêng một đoạn: bạn đọc thấy chữ thay vì ảnh"
                yield Finding(message, "Nội dung", match.group())
