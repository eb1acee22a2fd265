"""The table of public addresses, and a site on which all of them answer."""

import datetime

from django.utils import timezone

from articles.models import Article, Category, Topic, TopicArticle
from portal.models import Banner, MenuItem, Page, WebLink
from tests.support.factories import (
    make_article,
    make_byline,
    make_category,
    make_identity,
    make_photo,
)

HTML_PAGES = {
    "home": "/",
    "category": "/chuyen-muc/tin-tuc/",
    "category, page 2": "/chuyen-muc/tin-tuc/?trang=2",
    "topic": "/chuyen-de/dai-hoi/",
    "topic, page 2": "/chuyen-de/dai-hoi/?trang=2",
    "article": "/bai/{pk}/{slug}/",
    "other news, page 2": "/bai/{pk}/{slug}/?tin-khac=2",
    "print": "/bai/{pk}/{slug}/in/",
    "all years": "/luu-tru/",
    "year": "/luu-tru/{year}/",
    "month": "/luu-tru/{year}/{month:02}/",
    "day": "/luu-tru/{year}/{month:02}/{day:02}/",
    "search form": "/tim-kiem/",
    "search": "/tim-kiem/?q=chi+bo",
    "search, page 2": "/tim-kiem/?q=chi+bo&trang=2",
    "search, narrowed": "/tim-kiem/?q=chi+bo&chuyen-muc=tin-tuc&tu=01-01-{year}",
    "static page": "/trang/gioi-thieu/",
    "counting": "/cach-tinh-luot-truy-cap/",
}
OTHER_ADDRESSES = {
    "feed": ("/rss/", "application/rss+xml"),
    "category feed": ("/chuyen-muc/tin-tuc/rss/", "application/rss+xml"),
    "topic feed": ("/chuyen-de/dai-hoi/rss/", "application/rss+xml"),
    "suggestions": ("/tim-kiem/goi-y/?q=chi+bo", "application/json"),
    "sitemap index": ("/sitemap.xml", "application/xml"),
    "sitemap of articles": ("/sitemap-bai.xml", "application/xml"),
    "sitemap of categories": ("/sitemap-chuyen-muc.xml", "application/xml"),
    "sitemap of topics": ("/sitemap-chuyen-de.xml", "application/xml"),
    "sitemap of pages": ("/sitemap-gioi-thieu.xml", "application/xml"),
    "news sitemap": ("/sitemap-tin-moi.xml", "application/xml"),
    "favicon": ("/favicon.ico", "image/x-icon"),
    "touch icon": ("/apple-touch-icon.png", "image/png"),
    "icon of the manifest": ("/icon-512.png", "image/png"),
    "small icon of the manifest": ("/icon-192.png", "image/png"),
    "manifest": ("/site.webmanifest", "application/manifest+json"),
    "robots": ("/robots.txt", "text/plain"),
    "up": ("/up", "text/plain"),
    "ready": ("/ready", "text/plain"),
}
# What is taken home: no text, and no page for the cache.
FILES = {
    "article as Word": (
        "/bai/{pk}/{slug}/tai-ve.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}
ALL = HTML_PAGES | {name: address for name, (address, _) in OTHER_ADDRESSES.items()}


def fill_site(articles: int, layout: str = "tra-vinh") -> Article:
    """A site with everything on it; the article whose addresses are asked for."""
    make_identity(layout=layout)
    category = make_category()
    make_category(name="Xây dựng Đảng")
    Banner.objects.create(title="Học tập và làm theo Bác", url="/")
    WebLink.objects.create(name="Cổng Chính phủ", url="https://chinhphu.vn/")
    MenuItem.objects.create(label="Tin tức", url="/chuyen-muc/tin-tuc/")
    Page.objects.create(title="Giới thiệu", body="<p>Liên hiệp Hội.</p>")
    add_articles(articles - 1, category)
    topic = Topic.objects.create(name="Đại hội", lead="Các tin về đại hội.")
    TopicArticle.objects.bulk_create(
        TopicArticle(topic=topic, article=article) for article in Article.objects.all()
    )
    article = make_article(title="Chi bộ họp bàn việc mới")
    article.cover = make_photo(article)
    article.save()
    make_byline(article)
    return article


def add_articles(number: int, category: Category) -> None:
    for count in range(number):
        make_article(
            title=f"Chi bộ họp lần thứ {count}",
            category=category,
            published_from=timezone.now() - datetime.timedelta(hours=2 + count % 20),
        )


def address_of(name: str, article: Article) -> str:
    day = timezone.localdate(article.published_from)
    address = FILES[name][0] if name in FILES else ALL[name]
    return address.format(
        pk=article.pk, slug=article.slug, year=day.year, month=day.month, day=day.day
    )
