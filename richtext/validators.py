"""What a rich text field of a form takes."""

from django.core.exceptions import ValidationError

from limits import lengths
from richtext.markup import MOST_DEEP, is_too_deep
from vietnamese.numbers import group_digits

TOO_LONG = (
    "Nội dung có {number} ký tự, kể cả mã định dạng, nhiều hơn mức {most}. Chữ vẫn còn nguyên ở"
    " đây: hãy chia thành nhiều bài, hoặc bỏ bớt định dạng, rồi lưu lại."
)
TOO_DEEP = (
    f"Nội dung có danh sách hay bảng lồng trong nhau quá {MOST_DEEP} lớp. Chữ vẫn còn nguyên ở đây:"
    " hãy bỏ bớt các lớp lồng nhau rồi lưu lại."
)


def validate_markup(html: str) -> None:
    """ValidationError where the HTML is longer than lengths.MARKUP or nested deeper than
    MOST_DEEP; nothing is parsed before that is known."""
    if len(html) > lengths.MARKUP:
        raise ValidationError(
            TOO_LONG.format(number=group_digits(len(html)), most=group_digits(lengths.MARKUP))
        )
    if is_too_deep(html):
        raise ValidationError(TOO_DEEP)
