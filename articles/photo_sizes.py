"""The widths that were added after a photo was stored: made of it in the background, and named in
pages once they are there (`PlacedPhoto.sized_file`)."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, QuerySet

from pictures.ingest import PictureRefused, narrower
from pictures.renditions import added_files, webp_files
from richtext.placed_photo import PICTURED, PlacedPhoto

MAKING = "Đang làm cỡ nhỏ của ảnh"


def add_missing(progress: Callable[[int, int, str], None]) -> int:
    """Makes them of each photo of a text that lacks them; of how many. One whose file cannot be
    read is passed over. About 80 ms and 40 kB for each, 6 queries. Raises OSError where nothing can
    be stored, as on a full disk."""
    waiting = [name for name in dict.fromkeys(_unsized_names()) if added_files(name)]
    made = 0
    for number, name in enumerate(waiting):
        progress(number, len(waiting), MAKING)
        made += _add(name)
    return made


@lru_cache
def _models() -> list[type[PlacedPhoto]]:
    """Several may share a file."""
    return [model for model in apps.get_models() if issubclass(model, PlacedPhoto)]


def _unsized(model: type[PlacedPhoto]) -> QuerySet[PlacedPhoto]:
    return model._default_manager.filter(PICTURED).exclude(sized_file=F("file"))


def _unsized_names() -> Iterator[str]:
    for model in _models():
        yield from _unsized(model).order_by("-pk").values_list("file", flat=True).iterator()


def _add(name: str) -> bool:
    """Whether they are there now. What was deleted meanwhile, with its photo, is not."""
    is_made = any(
        model._default_manager.filter(PICTURED, file=name, sized_file=name).exists()
        for model in _models()
    )
    if not is_made and not _made(name):
        return False
    updated = [
        _unsized(model).filter(file=name).update(sized_file=F("file")) for model in _models()
    ]
    if any(updated):
        return True
    for file in added_files(name):
        default_storage.delete(file.name)
    return False


def _made(name: str) -> bool:
    added = {file.width: file.name for file in added_files(name)}
    # Scaling down the narrowest that is wider than all of them takes a fourth of the time.
    source = next(file for file in webp_files(name, 0) if file.width > max(added))
    try:
        with default_storage.open(source.name) as stored:
            pictures = narrower(stored.read(), added)
    except (FileNotFoundError, PictureRefused):
        return False
    for width, picture in pictures.items():
        default_storage.delete(added[width])  # half of one, that a run has left which was ended
        default_storage.save(added[width], ContentFile(picture))
    return True
