"""Fields that say in words that a text is too long, before anything else reads it.

The rule is the form's, not the column's: a longer text that is stored already may be published,
withdrawn and read, and says so when somebody saves its form.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.text import capfirst

from limits import lengths
from vietnamese.numbers import group_digits

TOO_LONG = (
    "{name} dài {number} ký tự, nhiều hơn mức {most}. Chữ vẫn còn nguyên ở đây: hãy viết gọn lại"
    " rồi lưu."
)


@deconstructible
class MostCharacters:
    """A validator; `name` is what people call the field."""

    def __init__(self, most: int, name: str) -> None:
        self.most, self.name = most, name

    def __call__(self, text: str) -> None:
        number = len(text) - text.count("\r\n")  # as a browser sends a line break
        if number > self.most:
            raise ValidationError(
                TOO_LONG.format(
                    name=f"“{capfirst(self.name)}”",
                    number=group_digits(number),
                    most=group_digits(self.most),
                ),
                code="max_length",
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MostCharacters) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.most, self.name))


class BoundedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A TextField whose form takes `most` characters; to migrations a plain one."""

    def __init__(self, *args: Any, most: int = lengths.TEXT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        own = MostCharacters(self.most, str(self.verbose_name))
        return super().formfield(**{**kwargs, "validators": [*kwargs.get("validators", ()), own]})


class BoundedCharField(forms.CharField):
    """A form's text of at most `most` characters, in an area of its own."""

    def __init__(self, *, most: int, label: str, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(label=label, validators=[MostCharacters(most, label)], **kwargs)
