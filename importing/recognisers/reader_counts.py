"""How often something was liked, commented on, shared or seen, as sites print it below or above:
"12 bình luận3 lượt chia sẻ", "1.2K views". No words of anybody."""

import re

_NUMBER = r"\d[\d.,]*(?:\s?(?:k|n|m|tr|nghìn|ngàn|triệu)\b)?"
_SURE = r"thích|yêu thích|cảm xúc|bình luận|chia sẻ|xem|truy cập|lưu(?! (?:ý|trữ))"
_SURE += r"|like|comment|share|view|reaction"
_OTHERS = r"đọc|phản hồi|ý kiến|nhận xét|trả lời|theo dõi|tải(?: về| xuống)?|lời bình|bài viết"
_OTHERS += r"|reply|replies|repost|follower|download|save|hit"
_WHAT = rf"(?:lượt |đã )?(?:(?P<sure%d>{_SURE})|{_OTHERS})s?"
_COUNT = re.compile(
    rf"[\s|•·,;/-]*(?:{_NUMBER}\s?(?:người )?(?:lần )?{_WHAT % 1}"
    rf"|{_WHAT % 2}\s?[:(]?\s?{_NUMBER}(?: (?:lần|lượt)\b)?\)?)[\s|•·,;/-]*",
    re.IGNORECASE,
)
_BUTTON = r"(?:thích|bình luận|chia sẻ|gửi|trả lời|phản hồi|lưu|theo dõi|like|comment|share|send"
_BUTTON += r"|reply|save|follow)(?: bài viết)?"
_NEXT_BUTTON = re.compile(rf"{_BUTTON}\b[\s|•·,;/-]*", re.IGNORECASE)
_BESIDE_COUNTS = re.compile(
    rf"{_NUMBER}|\S.{{0,80}} (?:và|and) {_NUMBER} (?:người khác|others)"
    r"|(?:tất cả )?cảm xúc:?|all reactions:?"
    rf"|{_BUTTON}",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(?:[👍❤♥♡💬🗨👁👀🔁😆😍😮😢😡🥰]\ufe0f?\s*)+\d[\s\d.,👍❤♥♡💬🗨👁👀🔁😆😍😮😢😡🥰\ufe0f|·]*"
)
_OF_SLIDES = re.compile(r"(\d{1,3})\s?/\s?(\d{1,3})")
_LONGEST = 120


def places_of_slides(texts: list[str]) -> set[int]:
    """Which of the lines count the pictures of a show: "1/3", "2/3", "3/3", all of them."""
    places: dict[str, list[tuple[int, int]]] = {}
    for i, text in enumerate(texts):
        if found := _OF_SLIDES.fullmatch(text):
            places.setdefault(found[2], []).append((i, int(found[1])))
    return {
        i
        for last, counted in places.items()
        if len(counted) > 1 and [number for _, number in counted] == list(range(1, int(last) + 1))
        for i, _ in counted
    }


def is_reader_counts(text: str) -> bool:
    """Whether the line is nothing but such figures and buttons: one figure that says what it counts
    beyond doubt, or several."""
    if len(text) > _LONGEST:
        return False
    at = found = 0
    sure = False
    while at < len(text):
        if count := _COUNT.match(text, at):
            at, found = count.end(), found + 1
            sure = sure or bool(count["sure1"] or count["sure2"])
        elif button := _NEXT_BUTTON.match(text, at):
            at = button.end()
        else:
            break
    return (at == len(text) and (sure or found > 1)) or _is_figures_of_signs(text)


def goes_with_reader_counts(text: str) -> bool:
    """Whether a line right above or below such figures belongs to them: a bare number, the names of
    who liked it, the buttons."""
    return len(text) <= _LONGEST and bool(_BESIDE_COUNTS.fullmatch(text))


def _is_figures_of_signs(text: str) -> bool:
    """ "👍 12 💬 3"."""
    return any(map(str.isdigit, text)) and bool(_SIGNS.fullmatch(text))
