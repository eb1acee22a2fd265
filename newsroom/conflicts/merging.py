"""Two people's changes of one article since the same revision, merged field by field. Only what
both have changed, each in another way, is asked about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from newsroom.arranging.snapshots import KEYS, without_names
from newsroom.revisions import FOCUS, PHOTO_FIELDS, Snapshot
from richtext.body_parts import numbers_placed
from richtext.placed_photo import CENTRE

# All that a snapshot says; category_name follows from category.
LABELS = {
    "title": "tựa",
    "lead": "sapo",
    "body": "nội dung",
    "correction": "đính chính",
    "category": "chuyên mục",
    "published_from": "giờ đăng",
    "published_until": "giờ hết hạn",
    "photos": "ảnh",
    "bylines": "dòng tác giả",
    "attachments": "tệp đính kèm",
    "topics": "chuyên đề",
    "related": "bài liên quan",
    "slug": "đường dẫn",  # of a static page
}
ROWS = {"photos", "bylines", "attachments"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Merge:
    """By the fields' names in a snapshot: what only this form has changed since `base`, what only
    the others have, and what both have (`both`; nobody may decide that but a person)."""

    base: Snapshot
    mine: Snapshot
    theirs: Snapshot
    by_me: frozenset[str]
    by_them: frozenset[str]
    both: frozenset[str]

    @property
    def from_others(self) -> frozenset[str]:
        """What others have changed and the merged text has too; of photos it may be some words."""
        rows = (_comparable(each, "photos") for each in (self.base, self.theirs))
        is_row_by_row = "photos" in self.by_me and next(rows) != next(rows)
        return self.by_them | ({"photos"} if is_row_by_row else set())

    def taking(self, *, mine: bool) -> "Merge":
        """The same with all that both have changed as it is here, or as it is stored."""
        by_me = self.by_me | self.both if mine else self.by_me
        by_them = self.by_them if mine else self.by_them | self.both
        return Merge(self.base, self.mine, self.theirs, by_me, by_them, frozenset())

    def apply(self, form: Any, stored: Article, formsets: list[Any]) -> list[Any]:
        """Into the form's own article all that only others have changed; of the formsets those that
        are still to be saved (no query)."""
        article: Article = form.instance
        for name in self.by_them & set(KEYS):
            form.cleaned_data[name] = None  # connect() then leaves what is stored
        for name in self.by_them - ROWS - set(KEYS):
            setattr(article, name, getattr(stored, name))
        article.cover_id = stored.cover_id or article.cover_id
        return self.remaining(formsets)

    def remaining(self, formsets: list[Any]) -> list[Any]:
        """Those of the formsets that are still to be saved (no query)."""
        remaining = []
        for formset in formsets:
            if formset.prefix in self.by_them:  # what Django says of it in its own log
                formset.new_objects = formset.changed_objects = formset.deleted_objects = []
            else:
                remaining.append(formset)
        for formset in remaining:
            if formset.prefix == "photos":
                self._give_way(formset)
        return remaining

    def _give_way(self, formset: Any) -> None:
        """A photo that both have changed gets the others' words where only they changed them."""
        base, mine = _by_pk(self.base["photos"]), _by_pk(self.mine["photos"])
        theirs = _by_pk(self.theirs["photos"])
        for photo in (form.instance for form in formset.initial_forms):
            rows = [rows.get(photo.pk) for rows in (base, mine, theirs)]
            if all(rows):
                for name in PHOTO_FIELDS:
                    before, here, there = (row.get(name) for row in rows if row)
                    if here == before != there:
                        setattr(photo, name, there)


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> Merge:
    by_me, by_them, both = set(), set(), set()
    for name in LABELS:
        before, here, there = (_comparable(each, name) for each in (base, mine, theirs))
        if here == there:
            continue
        if here == before or (name == "photos" and _are_saved_already(here, there)):
            by_them.add(name)
        elif there == before:
            by_me.add(name)
        elif name == "photos" and not _photos_collide(base, mine, theirs):
            by_me.add(name)  # row by row; see _give_way()
        else:
            both.add(name)
    if _places_collide(base, mine, theirs):
        both |= {"body", "photos"}
    by_me, by_them = by_me - both, by_them - both
    return Merge(base, mine, theirs, *map(frozenset, (by_me, by_them, both)))


def in_words(names: frozenset[str]) -> str:
    """ "sapo, ảnh", in the order of the form."""
    return ", ".join(label for name, label in LABELS.items() if name in names)


def _comparable(snapshot: Snapshot, name: str) -> Any:
    value = without_names(snapshot).get(name, [] if name in ROWS else "")
    if name != "photos":
        return value
    return [dict.fromkeys(FOCUS, CENTRE) | row for row in value]  # older snapshots say less


def _photos_collide(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> bool:
    """Whether the two have changed the same of a photo, or both the photos' places."""
    if _both_changed(_places, base, mine, theirs):
        return True
    before, here, there = (_by_pk(_comparable(each, "photos")) for each in (base, mine, theirs))
    for pk, row in before.items():
        if pk not in here or pk not in there:
            left = here.get(pk) or there.get(pk)
            if left and left != row:
                return True  # one has deleted what the other has changed
            continue
        changed = ((row[name], here[pk][name], there[pk][name]) for name in row)
        if any(mine != before != theirs != mine for before, mine, theirs in changed):
            return True
    return False


def _are_saved_already(here: list[Row], there: list[Row]) -> bool:
    """Whether the new photos of this form are those that it has brought before, as by a second
    click."""
    is_new = any(row["pk"] is None for row in here)
    words = [[{name: row[name] for name in PHOTO_FIELDS} for row in rows] for rows in (here, there)]
    return is_new and words[0] == words[1]


def _places_collide(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> bool:
    """Whether one has renumbered the photos while the other has placed them in the text."""
    return any(
        _places(one) != _places(base) and _placed(other) != _placed(base)
        for one, other in ((mine, theirs), (theirs, mine))
    )


def _both_changed(
    part: Callable[[Snapshot], Any], base: Snapshot, mine: Snapshot, theirs: Snapshot
) -> bool:
    before, here, there = part(base), part(mine), part(theirs)
    return bool(here != before != there and here != there)


def _places(snapshot: Snapshot) -> list[tuple[Any, int]]:
    return [(row["pk"], row["order"]) for row in snapshot["photos"]]


def _placed(snapshot: Snapshot) -> Any:
    return numbers_placed(snapshot["body"])


def _by_pk(rows: list[Row]) -> dict[int, Row]:
    return {row["pk"]: row for row in rows if row["pk"] is not None}
