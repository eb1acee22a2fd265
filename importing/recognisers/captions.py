"""Whether a short line between paragraphs is the caption of a picture or a section heading.

The text of a saved page shows neither pictures nor bold, so the surroundings have to tell. The
weights come from the two pages that served as models: where a picture stood, an empty paragraph
(U+00A0) or several empty lines remain; a page that indents its paragraphs does not indent its
captions; a caption tells who does what where, a heading names a task.
"""

import re
from dataclasses import dataclass

from importing.recognisers.lines import Line, ends_open, is_numbered, starts_lower, word_count

_SURE = 4
_EVENT = re.compile(
    r"\b(?:tham dự|tham gia|phát biểu|chụp ảnh|lưu niệm|chúc mừng|kết nạp|quang cảnh|toàn cảnh|"
    r"chủ trì|ký kết|ra mắt|bỏ phiếu|biểu quyết|trình bày|tuyên thệ|đại biểu|tổ chức|ảnh minh họa|"
    r"tại (?:hội nghị|đại hội|buổi|lễ|hội trường)|báo cáo tại|khai mạc|bế mạc|viếng|"
    r"trao (?!đổi)|khánh thành|thăm (?:hỏi|và)|nhận (?:quà|hoa|giải)|tặng (?:hoa|quà|giấy|bằng))\b"
    r"|^(?:các |những )?(?:đồng chí|đại diện|ông|bà|anh|chị|đoàn|lễ|hội nghị|đại hội|buổi|"
    r"ban chấp hành|lãnh đạo (?:tỉnh|liên hiệp)|tập thể|hình)\b",
    re.IGNORECASE,
)
_PICTURE_CREDIT = re.compile(r"(?:^|[\s(])(?:ảnh|hình)\s*(?:\d+\s*)?:|\(ảnh\b", re.IGNORECASE)
_TASK = re.compile(
    r"(?:\d+[.)]\s*|[IVX]+\.\s*)?"
    r"(?:đẩy mạnh|tăng cường|nâng cao|phát huy|kết quả|một số|những|nhiệm vụ|phương hướng|"
    r"giải pháp|công tác|về|tiếp tục|chú trọng|hoạt động|thực hiện|xây dựng|đổi mới|phối hợp|"
    r"khó khăn|tồn tại|hạn chế|nguyên nhân|bài học|mục tiêu|kiến nghị|đề xuất|kế hoạch|ý nghĩa|"
    r"vai trò|chủ động|quan tâm|quyết tâm|hiệu quả|thành tựu|ưu điểm|lãnh đạo|triển khai|chăm lo|"
    r"gắn|lấy|tuyên truyền|kết luận)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PageStyle:
    """How this page sets its running text: with an indent, and how many empty lines apart."""

    indents: bool
    gap: int


@dataclass(frozen=True)
class Classification:
    """`reasons` are Vietnamese phrases; `sure` is False where an editor should look."""

    is_caption: bool
    sure: bool
    reasons: tuple[str, ...]


def classify(lines: list[Line], style: PageStyle, following: Line | None) -> Classification:
    """Caption or heading, for one short line or the two lines of a broken one.

    `following` is the line after it, None at the end of the article.
    """
    first, text = lines[0], " ".join(line.text for line in lines)
    signs = [
        (3, len(lines) > 1, "dài hai dòng"),
        (3, style.indents and not first.indented, "không thụt đầu dòng như các đoạn khác"),
        (-3, style.indents and first.indented, "thụt đầu dòng như các đoạn khác"),
        (2, first.picture_gap, "phía trên có đoạn trống nơi ảnh từng đứng"),
        (1, first.gap > max(style.gap, 1) + 1, "cách đoạn trên xa hơn lệ thường"),
        (2, bool(_EVENT.search(text)), "tả một việc có người, có nơi"),
        (4, bool(_PICTURE_CREDIT.search(text)), "có chữ «Ảnh:»"),
        (1, word_count(text) > 18, "dài hơn một đầu mục"),
        (4, following is None, "sau nó không còn đoạn văn"),
        (-4, is_numbered(text), "có đánh số"),
        (-2, bool(_TASK.match(text)), "mở đầu như tên một việc"),
        (-2, text.isupper(), "toàn chữ hoa"),
        (-1, word_count(text) <= 10, "ngắn"),
        (
            -2,
            following is not None and style.gap > 0 and following.gap == 0 and first.gap > 0,
            "liền ngay trên một đoạn văn",
        ),
    ]
    score = sum(weight for weight, holds, _ in signs if holds)
    is_caption = score >= 0
    reasons = tuple(
        reason for weight, holds, reason in signs if holds and (weight > 0) == is_caption
    )
    return Classification(is_caption, abs(score) >= _SURE, reasons)


def is_second_line(above: Line, line: Line, style: PageStyle) -> bool:
    """Whether `line` goes on with the short line above it, as in a caption broken in two."""
    if line.picture_gap or line.gap > max(style.gap, 1) or is_numbered(line.text):
        return False
    if starts_lower(line.text) or ends_open(above.text) or _PICTURE_CREDIT.match(line.text):
        return True
    both = describes_event(above.text) and describes_event(line.text)
    return line.gap == 0 and above.gap > 0 and style.gap > 0 and not both


def describes_event(text: str) -> bool:
    """Whether the words are those of a caption: someone does something at some occasion."""
    return bool(_EVENT.search(text))


def starts_like_task(text: str) -> bool:
    """Whether the first words are those of a heading: "Công tác …", "Đẩy mạnh …"."""
    return bool(_TASK.match(text))
