"""Plain functions that fill a site with visits and articles of known days."""

import datetime
from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Article
from reports.periods import Period
from tests.support.factories import make_article
from vietnamese.clock import VIETNAM
from visitors import ledger
from visitors.models import BotViews, DailyVisits, OpeningBalance, PageViews, VisitCorrection

PAGE = "/quan-tri/thong-ke/"
EXCEL = "/quan-tri/thong-ke/excel/"
WORD_REPORT = "/quan-tri/thong-ke/bao-cao.docx"
EXCEL_REPORT = "/quan-tri/thong-ke/bao-cao.xlsx"
ALL = [PAGE, EXCEL, WORD_REPORT, EXCEL_REPORT]


def period(first: str, last: str) -> Period:
    return Period(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


def make_day(day: str, visits: int, page_views: int | None = None) -> None:
    """A day's row; twice as many page views as visits unless a test says otherwise."""
    views = 2 * visits if page_views is None else page_views
    DailyVisits.objects.create(day=day, visits=visits, page_views=views)


def make_bots(day: str, views: int) -> None:
    """How many pages programs were shown on a day."""
    BotViews.objects.create(day=day, views=views)


def make_page_views(day: str, path: str, views: int) -> None:
    PageViews.objects.create(day=day, path=path, views=views)


def make_opening(visits: int = 439279, on_date: str = "2022-01-01") -> None:
    OpeningBalance.objects.create(visits=visits, on_date=on_date)


def correct(day: str, visits: int, page_views: int = 0) -> None:
    ledger.correct(
        VisitCorrection(
            day=datetime.date.fromisoformat(day),
            visits=visits,
            page_views=page_views,
            reason="Đếm trùng",
        )
    )


def make_article_at(when: str, **overrides: Any) -> Article:
    """A published article that came out at a Vietnamese time, "2026-11-23 10:00"."""
    local = datetime.datetime.fromisoformat(when).replace(tzinfo=VIETNAM)
    return make_article(published_from=local, updated_at=local, **overrides)


def make_staff(*permissions: str) -> User:
    user, _ = User.objects.get_or_create(username="thu-ky", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def staff_client(*permissions: str) -> Client:
    """A browser with a member of staff logged in, who may see the visits by default."""
    client = Client()
    client.force_login(make_staff(*(permissions or ["view_dailyvisits"])))
    return client
