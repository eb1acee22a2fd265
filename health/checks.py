"""The table of checks, in the order in which they are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from health import (
    backup_age,
    clock,
    configuration,
    content,
    cut_off,
    database,
    disk,
    end_of_support,
    half_sent,
    hosts,
    mail,
    media,
    modes,
    outside,
    put_aside,
    search_index,
    shared_cache,
    work,
)
from health.findings import Finding


@dataclass(frozen=True)
class Check:
    """`find` looks and changes nothing; `mend` does what cannot hurt, and says what it did.

    What is slow goes through many rows or files, or asks another machine: the page shows what the
    last night found of it.
    """

    name: str  # stays: the row of the last run names it
    label: str
    find: Callable[[], Iterable[Finding]]
    is_slow: bool = False
    asks_database: bool = True
    mend: Callable[[], str] | None = None


CHECKS = (
    Check("settings", "Cài đặt", configuration.settings_are_safe, asks_database=False),
    Check("proxies", "Máy chủ web đứng trước", configuration.proxies, asks_database=False),
    Check("migrations", "Phiên bản dữ liệu", database.migrations),
    Check("soundness", "Tệp cơ sở dữ liệu", database.soundness, is_slow=True),
    Check("hosts", "Các máy của trang", hosts.hosts),
    Check(
        "shared_cache", "Redis", shared_cache.shared_cache, is_slow=True, asks_database=False
    ),
    Check("disk", "Ổ đĩa", disk.room, asks_database=False),
    Check(
        "modes",
        "Quyền của tệp",
        modes.open_to_others,
        is_slow=True,
        asks_database=False,
        mend=modes.close,
    ),
    Check("backup_place", "Nơi sao lưu", backup_age.place, asks_database=False),
    Check("backups", "Sao lưu", backup_age.backups),
    Check("drills", "Diễn tập khôi phục", backup_age.drills),
    Check(
        "cut_off", "Sao lưu, khôi phục dở", cut_off.left_behind, mend=cut_off.clear
    ),
    Check("put_aside", "Dữ liệu cũ được giữ", put_aside.put_aside, is_slow=True),
    Check("jobs", "Công việc nền", work.jobs),
    Check("integrity", "Tự kiểm tra nội dung", content.tampering),
    Check("ledger", "Sổ lượt truy cập", content.ledger, is_slow=True),
    Check("journals", "Tệp ghi lượt xem", content.journals, asks_database=False),
    Check("identity", "Thông tin đơn vị", content.identity),
    Check("store", "Kho ảnh", media.store, asks_database=False),
    Check("media", "Tệp ảnh", media.files, is_slow=True, mend=media.set_orphans_aside),
    Check(
        "half_sent", "Tệp gửi dở", half_sent.uploads, asks_database=False, mend=half_sent.delete
    ),
    Check("search", "Tìm kiếm", search_index.index, is_slow=True, mend=search_index.mend_index),
    Check(
        "counts", "Số bài của danh sách", search_index.counts, is_slow=True,
        mend=search_index.mend_counts,
    ),
    Check("clock", "Đồng hồ", clock.clock),
    Check("outside", "Trang từ bên ngoài", outside.outside, is_slow=True, asks_database=False),
    Check("mail", "Thư", mail.mail, is_slow=True, asks_database=False),
    Check("support", "Hạn hỗ trợ", end_of_support.versions, asks_database=False),
)  # fmt: skip
