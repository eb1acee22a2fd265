"""Admin pages that join what the apps may not join themselves."""

from django.contrib import admin
from django.contrib.auth.models import Group, User

from articles.models import Article
from chibo_site.accounts import AccountAdmin, RoleAdmin
from chibo_site.article_list import CountedArticleAdmin

PAGES = {User: AccountAdmin, Group: RoleAdmin, Article: CountedArticleAdmin}

for model, page in PAGES.items():
    admin.site.unregister(model)
    admin.site.register(model, page)
