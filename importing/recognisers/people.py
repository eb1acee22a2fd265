"""Names of people, of where they work, and of accounts that are nobody's."""

import re

from importing.recognisers.lines import word_count

# Who is no author: accounts of the systems that pages come from.
_ACCOUNTS = {
    *(
        "super user",
        "superuser",
        "admin",
        "administrator",
        "quản trị",
        "quản trị viên",
        "root",
        "host",
    ),
    *("ban quản trị", "quantri", "webmaster", "user", "editor", "nhập liệu", "biên tập viên"),
    "biên tập",
}
_LOGIN = re.compile(r"[a-z][a-z0-9_.-]{2,}")  # nobody signs so
_NAME_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_NAME_JOIN = re.compile(r"\s*[,&;/]\s*|\s+[–-]\s+|\s+và\s+")
_WORKPLACE = re.compile(
    r"(?:ubnd|(?:ủy|uỷ) ban|mặt trận|đoàn|đảng (?:bộ|ủy)|đài|báo|bệnh viện|công an|công đoàn"
    r"|(?:huyện|xã|tỉnh|thành|chi) đoàn|(?:huyện|tỉnh|thành) ủy|văn phòng|lớp|tổ|công ty|hợp tác xã"
    r"|trung tâm|trạm|hội|liên hiệp|chi (?:hội|bộ|cục)|trường|sở|phòng|ban|viện|khoa|xã|huyện)\b"
    r"[^.!?:]{2,70}",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"(?:luật (?:gia|sư)|kỹ sư|bác sĩ|dược sĩ|thạc sĩ|tiến sĩ|(?:phó )?giáo sư"
    r"|nhà (?:báo|thơ|văn|giáo)|cử nhân|nghệ nhân|họa sĩ|nhạc sĩ|đồng chí)(?= )",
    re.IGNORECASE,
)
_MOST_WORDS = 15


def is_person(text: str) -> bool:
    """Whether every word has a capital, as in "Dương Phúc" or "ThS. Lê A - Trần B (tổng hợp)"."""
    bare = _HONORIFIC.sub("", re.sub(r"\s*\([^()]*\)$", "", text)).strip()
    if not bare or bare.endswith(".") or len(bare) > 80:
        return False
    return all(
        1 <= word_count(name) <= 6
        and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in name.split())
        for name in _NAME_JOIN.split(bare)
    )


def is_person_of_office(text: str) -> bool:
    """ "Ngọc Ánh - Đài Truyền thanh huyện": a name, and where whoever has it works."""
    name, dash, workplace = text.partition(" - " if " - " in text else " – ")
    return bool(dash) and is_person(name) and is_workplace(workplace)


def is_workplace(text: str) -> bool:
    """Whether the words name where somebody works: an office, an association, a school."""
    return bool(_WORKPLACE.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether the words name an office or an association, as whoever runs a page."""
    return is_workplace(text) and word_count(text) <= _MOST_WORDS


def is_account(name: str) -> bool:
    """Whether the name is a system's account, "Super User", and nobody's."""
    name = " ".join(name.split())
    return name.casefold().removeprefix("bởi ") in _ACCOUNTS or bool(_LOGIN.fullmatch(name))
