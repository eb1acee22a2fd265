"""Admin pages that join what the apps may not join themselves."""

from django.contrib import admin

from articles.models import Article
from chibo_site.article_changelist import CountedArticleAdmin

admin.site.unregister(Article)
admin.site.register(Article, CountedArticleAdmin)
