"""What is derived from the articles: the words that are searched, and the counts of lists."""

from collections.abc import Iterator

from articles import count_triggers
from articles.search import comparing
from health.findings import FIX, MANAGE, Finding, fault, fine
from vietnamese.numbers import group_digits

MISSING = "Chỉ mục tìm kiếm thiếu {number} bài: bạn đọc tìm không ra những bài ấy."
SUPERFLUOUS = "Chỉ mục tìm kiếm còn {number} bài không có nữa."
OUTDATED = "Chỉ mục tìm kiếm còn giữ nội dung cũ của {number} bài trong {sample} bài xem thử."
WRONG_COUNTS = "Số bài của danh sách, lịch và lưu trữ sai ở {number} chỗ so với các bài."
NO_TRIGGERS = "Số bài của danh sách không còn tự đếm theo bài: cơ sở dữ liệu mất trigger của trang."


def index() -> Iterator[Finding]:
    """Some 8 queries; all keys, and the words of a sample (`articles/search/comparing.py`)."""
    found = comparing.compare()
    if found.missing:
        yield fault(MISSING.format(number=group_digits(len(found.missing))), FIX)
    if found.superfluous:
        yield fault(SUPERFLUOUS.format(number=group_digits(len(found.superfluous))), FIX)
    if found.outdated:
        words = {"number": len(found.outdated), "sample": comparing.SAMPLE}
        yield fault(OUTDATED.format(**words), f"{MANAGE} rebuild_search")
    if not found:
        yield fine("Chỉ mục có đủ các bài, và bài xem thử nào cũng khớp.")


def mend_index() -> str:
    """Searches find what is there meanwhile; a whole index of 100,000 articles takes minutes."""
    number = comparing.repair(comparing.compare())
    return f"Đã ghi lại chỉ mục tìm kiếm cho {group_digits(number)} bài."


def counts() -> Iterator[Finding]:
    """5 queries, through all published articles (0.3 s for 100,000)."""
    if not count_triggers.are_there():
        yield fault(NO_TRIGGERS, FIX)
    elif number := count_triggers.number_differing():
        yield fault(WRONG_COUNTS.format(number=group_digits(number)), FIX)
    else:
        yield fine("Khớp với các bài.")


def mend_counts() -> str:
    count_triggers.start()
    return "Đã đếm lại số bài của các danh sách."
