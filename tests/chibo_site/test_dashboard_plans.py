"""No kind of work is looked for among all articles, photos or links: what the database itself says
that it will do for the admin's first page."""

import datetime
import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Article, InternalLink, Photo
from chibo_site.roles import ADMINISTRATOR, REPORTER
from newsroom.models import AuditEntry, Proposal
from tests.chibo_site.first_page import queries_of
from tests.support.factories import make_category, make_identity, make_person
from tests.support.query_plans import as_if_large, plan_of

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
MANY = 2500
TABLES = "|".join(
    f"articles_{name}" for name in ("article", "photo", "logline", "proposal", "sitelink")
)

# They hold nothing but what is looked for.
OF_THESE_ALONE = "(photo_waiting|photo_undescribed|article_updated_waiting|proposal_open)"


@pytest.fixture
def people(time_machine: TimeMachineFixture) -> list[User]:
    """A reporter and an administrator of a large archive; most of it is the reporter's."""
    time_machine.move_to("2026-06-15T12:00:00Z", tick=False)
    people = [make_person("phongvien", REPORTER), make_person("quantri", ADMINISTRATOR)]
    make_identity()
    now, category = timezone.now(), make_category()
    statuses = ["published"] * 37 + ["draft", "waiting", "trashed"]
    articles = Article.objects.bulk_create(
        Article(
            title="Tin",
            slug="tin",
            category=category,
            author=people[number % 3 == 0],
            status=(status := statuses[number % 40]),
            trashed_from="draft" if status == "trashed" else "",
            published_from=now - (number - 3) * HOUR,
            updated_at=now - number * HOUR,
        )
        for number in range(MANY)
    )
    everything = list(enumerate(articles))
    Photo.objects.bulk_create(
        Photo(article=article, file="" if number % 50 == 0 else "a.webp", alt="x" * (number % 9))
        for number, article in everything
    )
    actions = [AuditEntry.Action.SUBMITTED, AuditEntry.Action.RETURNED, AuditEntry.Action.EDITED]
    AuditEntry.objects.bulk_create(
        AuditEntry(article=article, title="Tin", by=people[0], action=actions[number % 3])
        for number, article in everything
    )
    Proposal.objects.bulk_create(
        Proposal(
            article=article,
            snapshot={},
            based_on=0,
            by=people[0],
            state="open" if number % 40 == 0 else "accepted",
        )
        for number, article in everything
    )
    InternalLink.objects.bulk_create(
        InternalLink(
            article=article,
            path="/",
            target=1,
            good_until=now - HOUR if number % 40 == 0 else None,
        )
        for number, article in everything
    )
    as_if_large(TABLES.split("|"))
    return people


def complaints_on_sqlite(sql: str, plan: list[str]) -> list[str]:
    """A whole index may be walked only as far as a LIMIT, and only one that holds nothing but what
    is looked for; all else must be found by keys or between two ends, and never sorted."""
    wrong = [
        step
        for step in plan
        if re.match(rf"SCAN ({TABLES}|U\d)\b", step)
        and not ("LIMIT" in sql and re.search(rf"INDEX {OF_THESE_ALONE}", step))
    ]
    if "LIMIT" in sql and '"by_id" = ' not in sql:
        wrong += [step for step in plan if step == "USE TEMP B-TREE FOR ORDER BY"]
    return wrong


def complaints_on_postgresql(sql: str, plan: list[str]) -> list[str]:
    return [step for step in plan if re.search(rf"Seq Scan on ({TABLES})", step)]


COMPLAINTS = {"sqlite": complaints_on_sqlite, "postgresql": complaints_on_postgresql}


@pytest.mark.parametrize("which", [0, 1])
def test_every_kind_of_work_is_found_by_an_index(which: int, people: list[User]) -> None:
    asked = [sql for sql in queries_of(people[which]) if re.search(rf'FROM "({TABLES})"', sql)]
    assert len(asked) >= 6
    for sql in asked:
        wrong = COMPLAINTS[connection.vendor](sql, plan_of(sql))
        assert not wrong, f"{wrong}\n{sql}"


# PostgreSQL finds that it costs less to pick somebody's few drafts out of all drafts, which lie in
# the order in which they were written.
DRAFTS = {"sqlite": "article_drafts_by_author", "postgresql": "article_updated_draft"}


def test_the_indexes_made_for_it_are_used(people: list[User]) -> None:
    for person, indexes in (
        (people[0], {DRAFTS[connection.vendor], "photo_undescribed", "site_link_ending"}),
        (people[1], {"article_updated_waiting", "proposal_open", "photo_waiting"}),
    ):
        plans = [plan_of(sql) for sql in queries_of(person) if re.search(TABLES, sql)]
        used = {index for index in indexes for plan in plans for step in plan if index in step}
        assert used == indexes


def test_a_search_through_all_would_be_seen(people: list[User]) -> None:
    sql = 'SELECT "id" FROM "articles_article" WHERE "lead" <> \'\' LIMIT 10'
    assert COMPLAINTS[connection.vendor](sql, plan_of(sql))
