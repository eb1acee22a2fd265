"""What somebody has typed and not saved: kept beside the article, which does not change by it.

Each opening of a form has a key, and counts what it sends: of one key the highest number is kept,
so that what comes late overwrites nothing. A draft that was taken up in another form, saved or
dropped is closed, and stays so for whatever comes with a number up to that one.
"""

import datetime
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models import Article

KEPT_DAYS = 30
MOST_CHARACTERS = 2_000_000
MOST_OPEN = 20  # of one person and one article
TOO_LONG = "bài quá dài để giữ tạm, hãy bấm Lưu"
TOO_MANY = "bài này đã có quá nhiều bản chưa lưu, hãy dùng hoặc bỏ bớt ở đầu trang"

Fields = list[list[str]]  # names and values, as a browser sends a form
Numbers = dict[uuid.UUID, int]  # how far the drafts of these keys are spoken of


class DraftRefused(Exception):
    """Nothing was kept; the message says why, in Vietnamese."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def typed_by(self, person: Any) -> Self:
        return self.filter(by=person)

    def abandoned(self) -> Self:
        """Those that nobody came back for."""
        return self.filter(at__lt=_oldest())

    def open_of(self, by: Any, article: "Article | None") -> Self:
        """This person's, of this article or of articles that are not there yet; the last first."""
        found = self.typed_by(by).filter(article=article, is_closed=False, at__gte=_oldest())
        return found.order_by("-at", "-pk")


class Draft(models.Model):
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="người viết", related_name="+"
    )
    key = models.UUIDField("của lần mở")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name="bài", related_name="+", null=True
    )
    number = models.PositiveBigIntegerField("lần gửi")
    fields = models.JSONField("các ô", default=list)
    # The drafts that this form began from: while it is kept they need not be offered.
    taken = models.JSONField("viết tiếp từ", default=dict)
    at = models.DateTimeField("lúc", default=timezone.now)
    is_closed = models.BooleanField("đã lưu hoặc bỏ", default=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "bản chưa lưu"
        verbose_name_plural = "bản chưa lưu"
        default_permissions = ()
        indexes = [models.Index("at", name="draft_at")]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="draft_of_one_opening")]

    def __str__(self) -> str:
        return f"Bản chưa lưu của {self.by}"

    @property
    def title(self) -> str:
        """As it was typed; empty where there is none yet."""
        return next((value for name, value in self.fields if name == "title"), "").strip()

    @property
    def began_from(self) -> Numbers:
        return {uuid.UUID(key): number for key, number in self.taken.items()}

    def numbers(self) -> Numbers:
        """Those that are spent once this one is saved."""
        return self.began_from | {self.key: self.number}


def keep(
    by: Any,
    key: uuid.UUID,
    number: int,
    fields: Fields,
    *,
    article: "Article | None" = None,
    taken: Numbers | None = None,
    anew: bool = False,
) -> Draft:
    """The draft of that key as it stands now: with these words, or with later ones (3 queries,
    3 more for the first of a form, which also clears away what is abandoned).

    `anew`: the words of a save that did not go through, newer than whatever was kept. DraftRefused
    where they are too long, or too many drafts wait already.
    """
    if sum(len(value) for _, value in fields) > MOST_CHARACTERS:
        raise DraftRefused(TOO_LONG)
    given: dict[str, Any] = {
        "number": number,
        "fields": fields,
        "taken": {str(one): spent for one, spent in (taken or {}).items()},
        "article": article,
    }
    with transaction.atomic():
        draft = _locked(by, key)
        if draft is None:
            Draft.objects.abandoned().delete()
            if Draft.objects.open_of(by, article).count() >= MOST_OPEN:
                raise DraftRefused(TOO_MANY)
            drafts = Draft.objects.select_for_update()
            draft, is_new = drafts.get_or_create(by=by, key=key, defaults=given)
            if is_new:
                return draft
        if anew or number > draft.number:
            # Not one higher: the form may still be open, and calls its next words that.
            given["number"] = max(number, draft.number)
            _change(draft, is_closed=False, **given)
    return draft


def close(by: Any, numbers: Numbers) -> None:
    """The words of these drafts, as far as these numbers, stand elsewhere now, or are not wanted;
    what comes late is not taken for new (2 queries each)."""
    with transaction.atomic():
        for key, number in numbers.items():
            draft, is_new = Draft.objects.select_for_update().get_or_create(
                by=by, key=key, defaults={"number": number, "is_closed": True}
            )
            if not is_new and draft.number <= number:
                _change(draft, number=number, fields=[], taken={}, is_closed=True)


def waiting(by: Any, article: "Article | None", but: Numbers | None = None) -> list[Draft]:
    """What this person may want to go on with, the last first; neither what a later draft began
    from, nor what is in `but` (1 query)."""
    found = list(Draft.objects.open_of(by, article))
    spent = dict(but or {})
    for draft in found:
        for key, number in draft.numbers().items():
            if key != draft.key:
                spent[key] = max(number, spent.get(key, number))
    return [draft for draft in found if spent.get(draft.key, -1) < draft.number]


def _oldest() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=KEPT_DAYS)


def _locked(by: Any, key: uuid.UUID) -> Draft | None:
    return Draft.objects.select_for_update().filter(by=by, key=key).first()


def _change(draft: Draft, **given: Any) -> None:
    for name, value in given.items():
        setattr(draft, name, value)
    draft.at = timezone.now()
    draft.save()
