"""Lines of a site's own: its buttons, counters, keywords, the account that put an article there."""

import re

from importing.recognisers.lines import without_bullet
from importing.recognisers.reader_counts import is_reader_counts

# Who put the article there, the site's buttons, a lone counter, a lone sign: no words of anybody.
_ACCOUNT = re.compile(r"người (?:cập nhật|đăng|gửi|đăng tin|nhập)\s*:.{0,60}", re.IGNORECASE)
_BUTTON = (
    r"(?:in trang|in bài(?: viết)?|in nội dung|in|gửi (?:email|mail|bài viết|cho bạn bè)|email|"
    r"(?:số )?lượt xem\s*:?\s*[\d.,]+|(?:đã )?xem\s*:?\s*[\d.,]+(?: lần)?|[\d.,]+ lượt xem|a[-+]|"
    r"[-+]a|aa?|cỡ chữ\s*:?|chia sẻ(?: bài viết)?|facebook|twitter|zalo|google\+?|x|"
    r"messenger|telegram|linkedin|pinterest|tweet|lưu(?: (?:tin|bài(?: viết(?: này)?)?))?|"
    r"in (?:ra|trang này|bài này)|bản in|đóng(?: (?:cửa sổ|lại|trang))?|tải (?:về|bài)|"
    r"gửi bài(?: viết)? qua (?:email|mail|thư)|quan tâm|theo dõi|"
    r"bình luận(?: \(\d+\))?|nghe bài|đọc bài|copy link(?: thành công)?|thích|like|print|share)"
)
_BUTTONS = re.compile(rf"[|\s]*{_BUTTON}(?:[|\s•·,:/-]+{_BUTTON})+[|\s]*", re.IGNORECASE)
_ONE_BUTTON = re.compile(
    r"(?:(?:số )?lượt xem\s*:?\s*[\d.,]+|[\d.,]+ lượt xem|đã xem\s*:?\s*[\d.,]+|gửi email"
    r"|(?:tổng số điểm|click để đánh giá|đánh giá bài viết|xếp hạng)\b.{0,70}"
    r"|in (?:trang(?: này)?|ra)|đóng cửa sổ|gửi bài(?: viết)? qua (?:email|thư)|play|pause"
    r"|lưu bài(?: viết)?(?: này)?|(?:nghe )?đọc bài(?: viết)?|nghe bài(?: viết)?"
    r"|theo dõi .{2,60} trên (?:google news|zalo|facebook|youtube|tiktok)\W*"
    r"|(?:bài viết|nội dung)(?: này)? có hữu ích.{0,50}"
    r"|(?:xem|đọc) tiếp\W*|(?:về|lên) đầu trang"
    r"|\W*(?:trở (?:lại|về)|quay (?:lại|về)|về)(?: trang (?:chủ|trước|nhất))?\W*|\W*back\W*)",
    re.IGNORECASE,
)
_BELOW_TEXT = re.compile(
    r"(?:từ khóa|từ khoá|thẻ|tags?|nhãn|keywords?)\s*:.{0,200}"
    r"|trở (?:lại|về)(?: (?:chủ đề|chuyên mục|mục))?(?: \w+){0,3}|tặng sao|copy link.{0,20}"
    r"|(?:chia sẻ|lưu|in|quan tâm)(?: bài(?: viết)?)?|thích|(?:bình luận|ý kiến)\s*(?:\(\d+\))?",
    re.IGNORECASE,
)
_LONE_BUTTON = re.compile(
    r"(?:chia sẻ|lưu|thích|nghe|in)(?: bài(?: viết)?)?|(?:bình luận|ý kiến)\s*\(\d+\)",
    re.IGNORECASE,
)
_LONGEST_BUTTONS = 160
_PICTURE_FILE = re.compile(r"[\w .()-]{1,80}\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic)", re.IGNORECASE)


def is_dress(text: str) -> bool:
    """Whether the line is a site's button, a counter, an account's name, a lone sign or number."""
    if len(text) > _LONGEST_BUTTONS:
        return False
    text = without_bullet(text)
    return bool(
        (not any(map(str.isalpha, text)) and not any(map(str.isdigit, text)))
        or _BUTTONS.fullmatch(text)
        or _ONE_BUTTON.fullmatch(text)
        or _ACCOUNT.fullmatch(text)
        or _PICTURE_FILE.fullmatch(text)
        or is_reader_counts(text)
    )


def is_lone_button(text: str) -> bool:
    """Whether the line is a button between a title and its text: "Lưu", "Bình luận (0)"."""
    return bool(_LONE_BUTTON.fullmatch(text))


def is_dress_below(text: str) -> bool:
    """Whether the line is such a one where it stands below the text: keywords, "Trở lại Thời sự",
    a lone "Chia sẻ". Above it the same words may be a title."""
    return bool(_BELOW_TEXT.fullmatch(text))
