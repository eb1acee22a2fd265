"""The photos of two snapshots side by side: which came, went, or got other words or pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from newsroom.diff import photo_text
from newsroom.models import PhotoUpload
from newsroom.revisions import FOCUS, Snapshot
from pictures.stored import StoredPicture


@dataclass(frozen=True)
class Side:
    """One photo as a snapshot has it; `picture` is None where there is none, or none any more."""

    text: str
    alt: str
    picture: StoredPicture | None
    is_missing: bool


@dataclass(frozen=True)
class Pair:
    """`message` is what became of the photo, in words."""

    message: str
    old: Side | None
    new: Side | None


def compare_photos(owner: Any, old: Snapshot, new: Snapshot) -> list[Pair]:
    """The photos of an article or a static page that differ, in the order of the new snapshot;
    those that went come last (2 queries)."""
    remaining = _remaining_files(owner, [*old["photos"], *new["photos"]])
    left = list(old["photos"])
    pairs = []
    for photo in new["photos"]:
        before = next((each for each in left if _is_the_same(each, photo)), None)
        if before:
            left.remove(before)
        if message := _changes(before, photo):
            old_side = before and _side(before, remaining)
            pairs.append(Pair(message, old_side, _side(photo, remaining)))
    return pairs + [Pair("Bỏ ảnh", _side(photo, remaining), None) for photo in left]


def _remaining_files(owner: Any, photos: Iterable[dict[str, Any]]) -> set[str]:
    """The names of pictures that have not been taken away meanwhile."""
    waiting = PhotoUpload.objects.sizes(photo["file"] for photo in photos)
    return {*owner.photos.values_list("file", flat=True), *waiting} - {""}


def _is_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """By key; a photo that was new in one of them has none there yet, and is known by its file."""
    if one["pk"] is not None and other["pk"] is not None:
        return bool(one["pk"] == other["pk"])
    return bool(one["file"]) and one["file"] == other["file"]


def _changes(before: dict[str, Any] | None, photo: dict[str, Any]) -> str:
    if before is None:
        return "Thêm ảnh"
    changes = {
        "thay ảnh khác": before["file"] != photo["file"],
        f"đổi số {before['order']} thành {photo['order']}": before["order"] != photo["order"],
        "sửa chú thích": before["caption"] != photo["caption"],
        "sửa người chụp": before["credit"] != photo["credit"],
        "sửa mô tả ảnh": before["alt"] != photo["alt"],
        # Older snapshots do not say.
        "đổi điểm chính": any(
            before[name] != photo[name] for name in FOCUS if name in before and name in photo
        ),
    }
    message = ", ".join(name for name, is_changed in changes.items() if is_changed)
    return message[:1].upper() + message[1:]


def _side(photo: dict[str, Any], remaining: set[str]) -> Side:
    is_there = photo["file"] in remaining
    picture = StoredPicture(photo["file"], 0, 0) if is_there else None
    return Side(photo_text(photo), photo["alt"], picture, bool(photo["file"]) and not is_there)
