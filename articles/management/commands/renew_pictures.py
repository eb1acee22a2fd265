"""Makes today's files of pictures that the first version stored."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import Model

from pictures.fields import PictureField, ReadyUpload
from pictures.ingest import PictureRefused, ingest
from pictures.renditions import is_legacy_master


class Command(BaseCommand):
    help = (
        "Làm lại ảnh đã lưu theo cách cũ: thêm các cỡ WebP và JPEG. "
        "Dừng giữa chừng thì chạy lại, lệnh làm tiếp phần còn lại."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for row, field in pictures_of_the_first_kind():
            stored = getattr(row, field.attname)
            try:
                with stored.open() as file:
                    picture = ingest(file.read())
            except (OSError, PictureRefused) as error:
                self.stderr.write(f"Bỏ qua {stored.name}: {error}")
                continue
            setattr(row, field.attname, ReadyUpload(picture))
            row.save(update_fields=[field.attname, "width", "height"])
            done += 1
        self.stdout.write(f"Đã làm lại {done} ảnh.")


def pictures_of_the_first_kind() -> Iterator[tuple[Model, PictureField]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, PictureField):
                for row in model._base_manager.exclude(**{field.attname: ""}).iterator():
                    if is_legacy_master(getattr(row, field.attname).name):
                        yield row, field
