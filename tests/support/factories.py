"""Plain functions that put rows into the database, sensible unless a test says otherwise."""

import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import Article, Byline, Category, Photo
from chibo_site.roles import EDITOR, make_roles
from portal.models import Identity


def make_category(**overrides: Any) -> Category:
    """The category "Tin tức", made once; other names make other categories."""
    name = overrides.pop("name", "Tin tức")
    category, _ = Category.objects.update_or_create(name=name, defaults=overrides)
    return category


def make_article(**overrides: Any) -> Article:
    """A published article, public since yesterday, in the category "Tin tức"."""
    yesterday = timezone.now() - datetime.timedelta(days=1)
    fields: dict[str, Any] = {
        "title": "Chi bộ Liên hiệp Hội tổ chức đại hội",
        "lead": "Sáng nay, chi bộ tổ chức đại hội nhiệm kỳ mới.",
        "body": "<p>Đại hội thông qua nghị quyết.</p>",
        "status": Article.Status.PUBLISHED,
        "published_from": yesterday,
        "updated_at": yesterday,
    } | overrides
    if "category" not in fields:
        fields["category"] = make_category()
    return Article.objects.create(**fields)


def make_photo(article: Article, **overrides: Any) -> Photo:
    """The article's next photo; its picture is a name only, no file is written."""
    fields: dict[str, Any] = {
        "file": "photos/2021/12/dai-hoi.webp",
        "caption": "Quang cảnh đại hội",
        "alt": "Các đại biểu ngồi trong hội trường",
        "order": article.photos.count() + 1,
        "width": 1600,
        "height": 1067,
    } | overrides
    return Photo.objects.create(article=article, **fields)


def make_byline(article: Article, **overrides: Any) -> Byline:
    """The article's next byline, "Bài, ảnh: Trần Văn Vũ"."""
    fields: dict[str, Any] = {
        "role": Byline.Role.BOTH,
        "name": "Trần Văn Vũ",
        "order": article.bylines.count() + 1,
    } | overrides
    return Byline.objects.create(article=article, **fields)


def make_identity(**overrides: Any) -> Identity:
    """The site's identity record, the one row there is."""
    fields: dict[str, Any] = {
        "name_vi": "Liên hiệp các Hội Khoa học và Kỹ thuật",
        "name_en": "Union of Science and Technology Associations",
        "address": "Số 1 đường Nguyễn Huệ",
        "phone": "0251.3946348",
        "email": "lienhiephoi@example.vn",
        "responsible": "Nguyễn Văn An, Chủ tịch",
        "editors": "Trần Thị Bình, Trưởng ban biên tập",
        "layout": "dong-nai",
    } | overrides
    identity, _ = Identity.objects.update_or_create(pk=1, defaults=fields)
    return identity


def make_person(name: str = "bientap", role: str = EDITOR) -> User:
    """A member of staff in that role, made once."""
    make_roles(apps)  # a test with transactions of its own empties all tables
    person, _ = User.objects.get_or_create(username=name, is_staff=True)
    person.groups.set([Group.objects.get(name=role)])
    return person
