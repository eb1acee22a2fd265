"""What stands around a text that came as a message: the head of a mail, the name and time above a
post, the name and time before each line of a chat."""

import re
from dataclasses import replace

from importing.document import Run
from importing.imported_page import ImportReport, quote
from importing.recognisers.lines import Line
from importing.recognisers.reader_counts import goes_with_reader_counts, is_reader_counts
from importing.recognisers.stamps import is_ago, is_stamp

_MAIL = re.compile(
    r"(?:from|to|cc|bcc|sent|date|subject|reply-to|attachments?|từ|gửi|đã gửi|đến|tới|người gửi"
    r"|người nhận|chủ đề|tiêu đề|ngày|ngày gửi|đính kèm)\s*:\s*.{0,200}|-{3,}.{3,60}-{3,}",
    re.IGNORECASE,
)
_CHAT = re.compile(r"\[(?P<time>[^\[\]]{5,40})\]\s*(?P<name>[^:\[\]]{2,40}):\s*(?P<text>.*)")
_GREETING = re.compile(r"(?:kính gửi|thân gửi|kính chào|dear|chào)\b.{0,80}[,:!.]?", re.IGNORECASE)
_ABOUT_THE_TEXT = re.compile(r".*\b(?:gửi|nhờ|kèm)\b.*\b(?:bài|tin|ảnh)\b.*", re.IGNORECASE)
_REGARDS = re.compile(
    r"(?:trân trọng|thân mến|thân ái|kính thư|xin cảm ơn|cảm ơn|kính chào|(?:best |kind )?regards)"
    r"\b.{0,40}",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?:(?:thích|bình luận|chia sẻ|gửi|like|comment|share|send)\s?){2,}"
    r"|(?:tất cả cảm xúc|all reactions)\s*:?\s*[\d.,]*",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_PHONE = re.compile(
    r"(?:(?:đã |được )*gửi (?:từ|bằng)|sent (?:from|via)) (?:my |điện thoại )?"
    r"(?:(?:iphone|ipad|android|samsung|galaxy|xiaomi|oppo|vivo|huawei|outlook|yahoo|gmail|mail|"
    r"thư|zalo|vneid|máy tính bảng|thiết bị)\b.{0,40}|của tôi)\.?|get outlook for \w+"
    r"|tải outlook (?:cho|dành cho) \w+",
    re.IGNORECASE,
)
_MOST_REGARDS = 6
_LEAST_MAIL_LINES = 3
_MOST_MAIL_LINES = 8


def without_message_marks(lines: list[Line], report: ImportReport) -> list[Line]:
    """The lines without them; the time stays as a line of its own. What goes is told."""
    lines = _without_mail_head(_without_name_of_phone(lines, report), report)
    lines = _without_letter(lines, report)
    lines = _without_post_head(lines, report)
    return _without_names_of_chat(lines, report)


def _without_name_of_phone(lines: list[Line], report: ImportReport) -> list[Line]:
    """The last line of a mail, which the programme writes below it."""
    if not _PHONE.fullmatch(lines[-1].text):
        return lines
    _tell(lines[-1:], report)
    return lines[:-1]


def _without_mail_head(lines: list[Line], report: ImportReport) -> list[Line]:
    count = 0
    while count < min(len(lines), _MOST_MAIL_LINES) and _MAIL.fullmatch(lines[count].text):
        count += 1
    if count < _LEAST_MAIL_LINES:
        return lines
    _tell(lines[:count], report)
    if count < len(lines) and _GREETING.fullmatch(lines[count].text):
        _tell([lines[count]], report)
        count += 1
    return lines[count:]


def _without_letter(lines: list[Line], report: ImportReport) -> list[Line]:
    """A greeting with a sentence on what is sent, and the regards that then close the letter."""
    if len(lines) < 4 or not _GREETING.fullmatch(lines[0].text):
        return lines
    if not _ABOUT_THE_TEXT.fullmatch(lines[1].text):
        return lines
    _tell(lines[:2], report)
    lines = lines[2:]
    for at in range(max(2, len(lines) - _MOST_REGARDS), len(lines)):
        if _REGARDS.fullmatch(lines[at].text):
            _tell(lines[at:], report)
            return lines[:at]
    return lines


def _without_post_head(lines: list[Line], report: ImportReport) -> list[Line]:
    """A post's second line is its time, which ends in a dot before the sign of who may see it."""
    if len(lines) < 3 or not (lines[1].text.endswith("·") and _FIGURE.search(lines[1].text)):
        return lines
    when = lines[1].text.rstrip("· ")
    if is_stamp(when) or is_ago(when):
        _tell(lines[:1], report)
        lines = [_with_text(lines[1], when), *lines[2:]]
    else:  # "20 tháng 3 lúc 15:42" of a year that nobody says
        _tell(lines[:2], report)
        lines = lines[2:]
    end = len(lines)
    while end > 1 and _is_of_readers(lines[end - 1].text):
        end -= 1
    _tell(lines[end:], report)
    return lines[:end]


def _is_of_readers(text: str) -> bool:
    return is_reader_counts(text) or goes_with_reader_counts(text) or bool(_GLUED.fullmatch(text))


def _without_names_of_chat(lines: list[Line], report: ImportReport) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        said = _CHAT.fullmatch(line.text)
        if said is None:
            found.append(replace(line, is_said=bool(found) and found[-1].is_said))
            continue
        report.add_doubt(f"Bỏ tên và giờ trước tin nhắn: {quote(line.text)}.")
        if not found:
            found.append(_with_text(line, said["time"]))
        if said["text"]:
            found.append(replace(_with_text(line, said["text"]), gap=1, is_said=True))
    return found


def _with_text(line: Line, text: str) -> Line:
    return replace(line, text=text, runs=(Run(text),))


def _tell(lines: list[Line], report: ImportReport) -> None:
    for line in lines:
        report.add_doubt(f"Bỏ dòng của thư hoặc tin nhắn: {quote(line.text)}.")
