"""The first day of a new site: what its administrator does, in order, and what is done of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from articles.models import Article, Category
from demo import sample
from demo.models import DemoItem
from portal.models import Identity

NEEDED = ("portal.change_identity", "articles.add_category", "auth.add_user")
NAMELESS = str(Identity._meta.get_field("name_vi").default)


@dataclass(frozen=True)
class Step:
    """`link` is the words of the link to the page where it is done."""

    name: str
    hint: str
    link: str
    url: str
    is_done: bool


@dataclass(frozen=True)
class FirstDay:
    steps: list[Step]

    @property
    def open(self) -> int:
        return sum(not step.is_done for step in self.steps)

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def first_day_of(user: Any) -> FirstDay | None:
    """The steps; None for who does not set the site up, or once all is done (1 query, at most 4
    while there is sample content)."""
    if not user.has_perms(NEEDED):
        return None
    named, categories, people, samples, published = _done(user)
    steps = [
        Step(
            "Điền thông tin đơn vị",
            "Tên, địa chỉ, người chịu trách nhiệm: hiện ở đầu và cuối mọi trang.",
            "Mở thông tin đơn vị",
            reverse("admin:portal_identity_changelist"),
            named and not (samples and sample.is_sample_identity()),
        ),
        Step(
            "Lập chuyên mục",
            "Mỗi chuyên mục tự có chỗ trong menu của trang.",
            "Thêm chuyên mục",
            reverse("admin:articles_category_add"),
            categories,
        ),
        Step(
            "Thêm người và giao vai trò",
            "Phóng viên viết bài, biên tập viên duyệt và đăng. Có vai trò là vào được trang này.",
            "Thêm người",
            reverse("admin:auth_user_add"),
            people,
        ),
        Step(
            "Viết và đăng bài đầu tiên",
            "Kéo ảnh thả vào khung ảnh, hoặc dán bài từ Word.",
            "Viết bài",
            reverse("admin:articles_article_add"),
            published,
        ),
    ]
    if samples:
        steps.insert(
            3,
            Step(
                "Xóa nội dung mẫu",
                "Bài và trang mẫu mất hết một lần; bài nào bạn đã sửa thì được giữ.",
                "Xóa nội dung mẫu",
                reverse("admin:sample_content"),
                is_done=False,
            ),
        )
    return FirstDay(steps) if any(not step.is_done for step in steps) else None


def _done(user: Any) -> tuple[bool, ...]:
    """Identity, categories, people, whether there is sample content, articles (1 query)."""
    named = Identity.objects.filter(pk=1).exclude(name_vi__in=["", NAMELESS])
    own_categories = Category.objects.filter(~sample.is_sample(Category))
    colleagues = User.objects.filter(is_active=True).filter(~Q(groups=None) | Q(is_superuser=True))
    own_articles = Article.objects.published().filter(~sample.is_sample(Article))
    facts = (
        Exists(named),
        Exists(own_categories),
        Exists(colleagues.exclude(pk=OuterRef("pk"))),
        Exists(DemoItem.objects.all()),
        Exists(own_articles),
    )
    return tuple(map(bool, User.objects.filter(pk=user.pk).values_list(*facts).get()))
