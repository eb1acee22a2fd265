"""Files that somebody sent to become articles are read one after another.

newsroom/apps.py loads this module: newsroom/jobs is imported by what this one imports.
"""

import datetime
from typing import Any

from django.db import transaction

from articles.models import Category
from jobs.progress import Progress
from jobs.registry import background_job
from jobs.schedules import daily
from newsroom.importing_desk.reading import read
from newsroom.models import WordImport, WordImportFile


# One job for each file: what fails three times is set aside, and the others go on.
@background_job("word_import", "Đọc tệp Word gửi lên", limit=datetime.timedelta(minutes=10))
def read_word_file(
    progress: Progress,
    file: int,
    category: int | None = None,
    choices: dict[str, str] | None = None,
) -> None:
    """What was read before its runner was ended, or given up by its person, is read no more. No
    name of a file is told: administrators have no business with it. `category` is for this file
    alone, `choices` are of its lines, by their place."""
    waiting = WordImportFile.objects.filter(pk=file, state=WordImportFile.State.WAITING)
    sent = waiting.select_related("word_import__by", "word_import__category").first()
    if sent is not None:
        progress(0, 1, "Đang đọc một tệp")
        of_its_own = Category.objects.filter(pk=category).first() if category else None
        chosen = of_its_own or sent.word_import.category
        read(sent, enqueue, chosen, {int(at): choice for at, choice in (choices or {}).items()})
    progress(1, 1, "Đã đọc")


@transaction.atomic
def enqueue(files: list[WordImportFile], **arguments: Any) -> None:
    """They are read in this order (2 queries for each); further arguments as of the job."""
    for file in files:
        file.job = read_word_file.enqueue(file=file.pk, **arguments)
        file.save(update_fields=["job"])


@transaction.atomic
def enqueue_draft(sent: WordImportFile, category: Category, choices: dict[int, str]) -> None:
    """A file that was read becomes a draft, unless it waits no more (4 queries)."""
    waits = WordImportFile.objects.filter(pk=sent.pk, state=WordImportFile.State.READ)
    if waits.update(state=WordImportFile.State.WAITING):
        enqueue([sent], category=category.pk, choices=choices)


@background_job("word_import_sweep", "Bỏ tệp Word gửi lên đã lâu", schedule=daily("02:20"))
def sweep_word_imports(progress: Progress) -> None:
    WordImport.objects.abandoned().sweep()
    progress(1, 1, "Đã xong")
