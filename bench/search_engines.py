"""Asks one archive the same queries by the site's own search and by what anybody could use instead.

`python -m bench.search_engines VOCABULARY SIZE QUERIES`, in an empty DATA_DIR and with the
DATABASE_URL of the database that is to be measured, prints JSON: see Measured. Called by
bench/search.py.
"""
# ruff: noqa: E402 (the site may be imported only in its environment)

import datetime
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo_site.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from articles import search
from articles.models import Article, Category
from articles.search.rebuilding import reindex_all
from bench import search_words
from bench.search_corpus import Archive, Text
from bench.search_queries import RULES, words_of
from vietnamese.fold import fold

SEEDS = {"TUNED": 1930, "HELD_BACK": 1975}
SHOWN = 10
TRIES = 40  # for each query that is wanted

Engine = Callable[[str], list[int]]


@dataclass
class Answers:
    """For each query of a kind the reciprocal of the right answer's place, and the seconds."""

    ranks: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@dataclass
class Measured:
    index_mb: float
    built: float  # seconds of processor time
    answers: dict[str, dict[str, Answers]]  # by engine, by kind of query


def main(vocabulary: str, size: int, number: int) -> None:
    archive = Archive(getattr(search_words, vocabulary), SEEDS[vocabulary])
    texts = [archive.text() for _ in range(size)]
    call_command("migrate", verbosity=0)
    store(texts)
    before, used = disk(), processor()
    reindex_all()
    used = processor() - used
    asked = dict(queries(texts, number, random.Random(SEEDS[vocabulary] + 1)))
    answers = {
        name: {kind: ask(engine, each) for kind, each in asked.items()}
        for name, engine in engines(texts).items()
    }
    print(json.dumps(asdict(Measured((disk() - before) / 1e6, used, answers))))


def store(texts: list[Text]) -> None:
    """One article a half day, the oldest first, its key its number from 1 on."""
    category = Category.objects.create(name="Tin hoạt động")
    now = datetime.datetime.now(datetime.UTC)
    step = datetime.timedelta(hours=12)
    Article.objects.bulk_create(
        [
            Article(
                pk=number,
                title=text.title,
                slug=f"bai-{number}",
                lead=text.lead,
                body=text.body,
                category=category,
                status=Article.Status.PUBLISHED,
                published_from=now - step * (len(texts) - number + 1),
            )
            for number, text in enumerate(texts, start=1)
        ],
        batch_size=1_000,
    )


def queries(
    texts: list[Text], number: int, chance: random.Random
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """For each kind so many queries, each with the one article that answers it."""
    whole = [comparable(text) for text in texts]
    for kind, rules in RULES.items():
        made: list[tuple[str, int]] = []
        for attempt in range(number * TRIES):
            if len(made) == number:
                break
            place = chance.randrange(len(texts))
            if not (one := rules[attempt % len(rules)](texts[place], chance)):
                continue
            held = [f" {' '.join(words_of(fold(passage)))} " for passage in one.held]
            holding = (n for n, text in enumerate(whole) if all(each in text for each in held))
            if next(holding, None) == place and next(holding, None) is None:
                made.append((one.query, place + 1))
        yield kind, made


def comparable(text: Text) -> str:
    day, month, year = text.date
    facts = f"{day:02}-{month:02}-{year} . {text.number:,} . {text.phone}"
    passages = [text.title, text.lead, *text.paragraphs, facts]
    return " . ".join([f" {' '.join(words_of(fold(passage)))} " for passage in passages])


def ask(engine: Engine, asked: list[tuple[str, int]]) -> Answers:
    answers = Answers()
    for query, right in asked:
        began = processor()
        found = engine(query)[:SHOWN]
        answers.seconds.append(processor() - began)
        answers.ranks.append(1 / (found.index(right) + 1) if right in found else 0)
    return answers


def engines(texts: list[Text]) -> dict[str, Engine]:
    site: dict[str, Engine] = {"site": ask_site}
    if connection.vendor == "sqlite":
        site |= {"LIKE": ask_like, "FTS5": default_fts5(texts)}
        if python := os.environ.get("TANTIVY_PYTHON"):
            site["tantivy"] = tantivy(texts, python)
    return site


def ask_site(query: str) -> list[int]:
    hits = search.find(Article.objects.published(), query, 0, SHOWN)
    return [hit.article.pk for hit in hits.hits]


def ask_like(query: str) -> list[int]:
    like = [f"%{query}%"] * 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM articles_article WHERE title LIKE %s OR lead LIKE %s OR body LIKE %s"
            " ORDER BY published_from DESC LIMIT 10",
            like,
        )
        return [pk for (pk,) in cursor.fetchall()]


def default_fts5(texts: list[Text]) -> Engine:
    """FTS5 as its manual shows it, the title weighing most; every word must be there."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE news USING fts5(title, lead, body)")
    rows = ((n, text.title, text.lead, text.body) for n, text in enumerate(texts, start=1))
    database.executemany("INSERT INTO news (rowid, title, lead, body) VALUES (?, ?, ?, ?)", rows)

    def ask_fts5(query: str) -> list[int]:
        words = " ".join(f'"{word}"' for word in words_of(query))
        found = database.execute(
            "SELECT rowid FROM news WHERE news MATCH ? ORDER BY bm25(news, 8, 3, 1) LIMIT 10",
            [words or '""'],
        )
        return [pk for (pk,) in found]

    return ask_fts5


def tantivy(texts: list[Text], python: str) -> Engine:
    """As beside_tantivy.py asks it, by a Python that has it."""
    process = subprocess.Popen(
        [python, Path(__file__).with_name("beside_tantivy.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    asking, telling = process.stdin, process.stdout
    news = [(n, text.title, text.lead, text.body) for n, text in enumerate(texts, start=1)]
    asking.write(f"{json.dumps(news)}\n")

    def ask_tantivy(query: str) -> list[int]:
        asking.write(f"{json.dumps(query)}\n")
        asking.flush()
        found: list[int] = json.loads(telling.readline())
        return found

    return ask_tantivy


def processor() -> float:
    """Seconds that this process and the database's have used so far for this connection."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        used += _of_backend()
    return used


def _of_backend() -> float:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    nanoseconds = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def disk() -> int:
    """Bytes of the database's pages that hold anything."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT (page_count - freelist_count) * page_size"
            " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
