"""Photos that readers would meet without words, and words that wait for their photo."""

from collections.abc import Iterable, Iterator
from typing import cast

from articles.models import Article, Photo
from articles.models.byline import Byline
from newsroom.checks.finding import Finding
from richtext.body_parts import PHOTO_MARK, numbers_placed
from richtext.outline import Outline

Lacking = tuple[Photo, list[str]]
FILE = "tệp ảnh"
GROUPED = {
    FILE: "còn chờ tệp",
    "chú thích": "chưa có chú thích",
    "người chụp": "chưa ghi người chụp",
    "mô tả ảnh": "chưa có mô tả",
}
FEW = 2  # photos of which each is told by itself


def about_photos(
    article: Article, text: Outline, photos: list[Photo], bylines: list[Byline]
) -> Iterator[Finding]:
    """What photos lack, each by itself where they are few, else each lack with the numbers of its
    photos; then marks without a photo.

    A byline that names the photographer speaks for all photos.
    """
    credited = {Byline.Role.PHOTO, Byline.Role.BOTH, Byline.Role.NEWS_BOTH}
    is_credited = any(byline.role in credited for byline in bylines)
    lacking = [
        (photo, lacks) for photo in photos if (lacks := _lacks(photo, is_credited=is_credited))
    ]
    yield from _grouped(lacking) if len(lacking) > FEW else _each(lacking)
    yield from _marks(article, text, {photo.order for photo in photos})


def _lacks(photo: Photo, *, is_credited: bool) -> list[str]:
    if not photo.file:
        return [FILE]
    words = {
        "chú thích": photo.caption,
        "người chụp": photo.credit or is_credited,
        "mô tả ảnh": photo.alt,
    }
    return [name for name, value in words.items() if not value]


def _each(lacking: list[Lacking]) -> Iterator[Finding]:
    for photo, lacks in lacking:
        where = f"Ảnh {photo.order}"
        if FILE in lacks:
            yield Finding("Còn chờ tệp ảnh", where, photo.caption.replace("\n", " "))
        else:
            yield Finding(f"Còn thiếu {', '.join(lacks)}", where)


def _grouped(lacking: list[Lacking]) -> Iterator[Finding]:
    for name, said in GROUPED.items():
        if numbers := [photo.order for photo, lacks in lacking if name in lacks]:
            yield Finding(f"{len(numbers)} ảnh {said}", _numbers(numbers))


def _numbers(numbers: Iterable[int]) -> str:
    """ "Ảnh 1–3, 5"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = (str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"Ảnh {', '.join(said)}"


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
