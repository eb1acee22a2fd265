"""Fills the database and the media of DATA_DIR with so many invented articles.

`python -m bench.corpus 1000`, in an empty DATA_DIR, on SQLite. Rows go past the models, in large
batches; what the site derives from them is made by the site itself afterwards. The same size gives
the same articles, dated back from the day they are made.
"""
# ruff: noqa: E402 (Django's models may be imported only once it is set up)

import datetime
import os
import random
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, models

from articles import internal_links
from articles.models import Article, Byline, Category, InternalLink, Photo
from articles.search.rebuilding import reindex_all
from bench.writing import Writer
from demo.loading import load_portal
from demo.pictures import picture
from newsroom.models import PhotoUpload
from pictures.fields import ReadyUpload
from richtext.clean_mac import clean_mac
from vietnamese.slugs import slugify

SEED = 1930
BATCH = 5_000
YEARS = 20
ONE_EXPIRED_IN = 200
ONE_DRAFT_IN = 500
ONE_SCHEDULED_IN = 1_000
PHOTOS_EACH = 3
PICTURES = (
    "hoi-nghi",
    "ket-nap-dang",
    "trao-giai",
    "dong-lua",
    "vuon-cay-an-trai",
    "may-nong-nghiep",
)
CATEGORIES = [
    "Tin hoạt động",
    "Xây dựng Đảng",
    "Khoa học – Công nghệ",
    "Tư vấn – Phản biện",
    "Sáng tạo kỹ thuật",
    "Phổ biến kiến thức",
    "Nông nghiệp – Nông thôn",
    "Môi trường – Biến đổi khí hậu",
    "Chuyển đổi số",
    "Gương người tốt, việc tốt",
    "Văn bản chỉ đạo",
    "Thông báo",
]


def build(size: int) -> None:
    """The whole corpus; says in Vietnamese how far it has come."""
    call_command("migrate", verbosity=0)
    hurry()
    get_user_model().objects.create_superuser("do-tai", password=secrets.token_urlsafe())
    for order, name in enumerate(CATEGORIES, start=1):
        Category(name=name, order=order).save()
    load_portal("tra-vinh")
    store_articles(size)
    derive(size)  # and no ANALYZE: a site's own database knows nothing about its tables either


def hurry() -> None:
    """A corpus that a crash damages is built anew: nothing needs to be safe on the disk."""
    with connection.cursor() as cursor:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.execute("PRAGMA cache_size=-400000")
        cursor.execute("PRAGMA secure_delete=OFF")


def store_articles(size: int) -> None:
    """Articles with their photos and bylines, numbered from 1 on, the oldest first."""
    articles = rows_of(size)
    pictures = stored_pictures()
    put_article, put_photo, put_byline = insert(Article), insert(Photo), insert(Byline)
    writer = Writer(SEED)
    chance = random.Random(size)
    started = time.monotonic()
    done = 0
    while batch := list(islice(articles, BATCH)):
        put_article([row | written(writer) | {"cover_id": 3 * row["id"] - 2} for row in batch])
        put_photo([photo for row in batch for photo in photos_of(row["id"], writer, pictures)])
        put_byline(
            [
                {
                    "id": row["id"],
                    "article_id": row["id"],
                    "name": writer.person(),
                    "role": chance.choice(Byline.Role.values),
                }
                for row in batch
            ]
        )
        done += len(batch)
        report("ghi bài", done, size, started)


def written(writer: Writer) -> dict[str, Any]:
    title = writer.title()
    lead = writer.chance.choice(writer.leads)
    body = writer.body()  # clean as it is
    words = {"title": title, "slug": slugify(title), "lead": lead, "body": body}
    return words | {"body_mac": clean_mac(body)}


def rows_of(size: int) -> Iterator[dict[str, Any]]:
    """When each article stands on the site: YEARS up to now, in office hours; the last ones are
    scheduled for a time that a corpus hardly lives to see."""
    chance = random.Random(SEED + size)
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    oldest = now - datetime.timedelta(days=365 * YEARS)
    scheduled = max(3, size // ONE_SCHEDULED_IN)
    step = (now - oldest) / (size - scheduled)
    for number in range(1, size + 1):
        moment = office_hour(oldest + step * number)
        if number > size - scheduled:
            moment = now + datetime.timedelta(days=chance.randint(200, 700))
        until = moment + datetime.timedelta(days=chance.randint(30, 90))
        expires = chance.randrange(ONE_EXPIRED_IN) == 0 and until < now
        is_draft = chance.randrange(ONE_DRAFT_IN) == 0
        yield {
            "id": number,
            "category_id": chance.randint(1, len(CATEGORIES)),
            "status": Article.Status.DRAFT if is_draft else Article.Status.PUBLISHED,
            "published_from": None if is_draft else stamp(moment),
            "published_until": stamp(until) if expires and not is_draft else None,
            "updated_at": stamp(min(moment, now)),
            "created_at": stamp(min(moment, now)),
        }


def office_hour(moment: datetime.datetime) -> datetime.datetime:
    """The same UTC day, its 24 hours pressed into 00:00 to 11:00, which is 7 to 18 in Vietnam."""
    midnight = moment.replace(hour=0, minute=0, second=0)
    return midnight + (moment - midnight) * 11 // 24


def stamp(moment: datetime.datetime) -> str:
    """As Django writes a moment into SQLite."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def photos_of(
    article: int, writer: Writer, pictures: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for order in range(1, PHOTOS_EACH + 1):
        number = PHOTOS_EACH * (article - 1) + order
        yield pictures[number % len(pictures)] | {
            "id": number,
            "article_id": article,
            "caption": writer.chance.choice(writer.captions),
            "order": order,
        }


def stored_pictures() -> list[dict[str, Any]]:
    """A handful of pictures that all photos share, stored as the newsroom stores them."""
    stored = []
    for name in PICTURES:
        upload = PhotoUpload.objects.create(file=ReadyUpload(picture(name)))
        stored.append({"file": upload.file.name, "width": upload.width, "height": upload.height})
        upload.hand_over()
    return stored


def insert(model: type[models.Model]) -> Callable[[list[dict[str, Any]]], None]:
    """A function that stores rows; what a row does not give is the model's default."""
    fields = model._meta.concrete_fields
    row = model()
    defaults = {
        field.attname: field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in fields
        if not field.primary_key
    }
    columns = [field.column for field in fields if field.column]  # a concrete field has one
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(f":{field.attname}" for field in fields)
    sql = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})"  # noqa: S608

    def store(rows: list[dict[str, Any]]) -> None:
        database = connection.connection
        database.execute("BEGIN")
        database.executemany(sql, [defaults | row for row in rows])
        database.execute("COMMIT")

    return store


def derive(size: int) -> None:
    """What the site keeps that follows from the articles. Whatever else it comes to keep (counts,
    for instance) is made here too."""
    started = time.monotonic()
    reindex_all(lambda done: report("lập chỉ mục", done, size, started))
    internal_links.fill(Article.objects.with_published_status(), InternalLink.objects)


def report(what: str, done: int, size: int, started: float) -> None:
    """One line, now and then."""
    seconds = time.monotonic() - started
    if done == size or done % max(BATCH, size // 20) == 0:
        print(f"{what}: {done}/{size}, {done / seconds:.0f} bài/giây", flush=True)


if __name__ == "__main__":
    build(int(sys.argv[1]))
