from django.urls import path

from articles import topics, views
from articles.news_sitemap import news_sitemap
from articles.suggestions import suggestions
from articles.word_file import pages as word_pages

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("chuyen-muc/<slug:slug>/", views.category, name="category"),
    path("chuyen-muc/<slug:slug>/rss/", views.category_feed, name="category-feed"),
    path("chuyen-de/<slug:slug>/", topics.topic, name="topic"),
    path("chuyen-de/<slug:slug>/rss/", topics.topic_feed, name="topic-feed"),
    path("bai/<int:pk>/<str:slug>/", views.article, name="article"),
    path("bai/<int:pk>/<str:slug>/in/", views.print_view, name="print"),
    path("luu-tru/", views.all_years, name="archive"),
    path("bai/<int:pk>/<str:slug>/tai-ve.docx", word_pages.word_file, name="word"),
    path("luu-tru/<int:year>/", views.year, name="year"),
    path("luu-tru/<int:year>/<int:month>/", views.month, name="month"),
    path("luu-tru/<int:year>/<int:month>/<int:day>/", views.day, name="day"),
    path("tim-kiem/", views.search, name="search"),
    path("tim-kiem/goi-y/", suggestions, name="suggestions"),
    path("rss/", views.feed, name="feed"),
    path("sitemap-tin-moi.xml", news_sitemap, name="news-sitemap"),
]
