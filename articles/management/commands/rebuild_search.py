"""`manage.py rebuild_search`: writes the search index anew from the articles."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.search.rebuilding import reindex_all


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm từ các bài đã lưu."

    def handle(self, *_args: Any, **options: Any) -> None:
        count = reindex_all(progress=self._say if options["verbosity"] > 1 else None)
        self.stdout.write(f"Đã lập lại chỉ mục tìm kiếm cho {count} bài.")

    def _say(self, done: int) -> None:
        self.stdout.write(f"{done} bài…")
