"""A photo of an article."""

from django.db import models

from richtext.placed_photo import PICTURED, PlacedPhoto

UNDESCRIBED = PICTURED & models.Q(alt="")
UNCAPTIONED = PICTURED & models.Q(caption="")
UNCREDITED = PICTURED & models.Q(credit="")


class Photo(PlacedPhoto):
    article = models.ForeignKey(
        "Article", models.CASCADE, verbose_name="bài", related_name="photos"
    )

    class Meta(PlacedPhoto.Meta):
        indexes = [
            # Whose a stored file is, by the beginning of its name (the class is PostgreSQL's).
            models.Index(
                fields=["file"],
                name="photo_file",
                opclasses=["varchar_pattern_ops"],
                condition=PICTURED,
            ),
            # What the desk's first page and the filters of the list of photos ask for.
            models.Index("id", name="photo_waiting", condition=models.Q(file="")),
            models.Index("id", name="photo_undescribed", condition=UNDESCRIBED),
            models.Index("id", name="photo_uncaptioned", condition=UNCAPTIONED),
            models.Index("id", name="photo_uncredited", condition=UNCREDITED),
        ]

    def uses(self) -> list[str]:
        found = ["ảnh đại diện"] if self.article.cover_id == self.pk else []
        return found + self.place_in(self.article.body, "bài")
