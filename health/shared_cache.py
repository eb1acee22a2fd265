"""The Redis that several hosts share (REDIS_URL)."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from health.findings import Finding, fault, fine, warning

# By name: Redis' library is for sites that have one.
PROBE = "serving.page_cache.redis_probe.probe"
LETS_GO_OF_PAGES = "volatile-"

REFUSED = (
    "Redis không nhận dữ liệu của trang ({error}): trang vẫn chạy, nhưng lần nào có người xem"
    " cũng phải dựng trang từ đầu. Hãy xem redis-server có đang chạy không, REDIS_URL có đúng"
    " máy chính, mật khẩu và quyền không."
)
WRONG_POLICY = (
    "Redis có maxmemory mà maxmemory-policy là {policy}: hết bộ nhớ thì nó {what}. Hãy đặt"
    " volatile-lru, ở tệp cấu hình của Redis và bằng lệnh này (thêm -h, -a như REDIS_URL)."
)
FORGETS = "quên cả số phiên bản, và bạn đọc có thể thấy trang cũ đến một giờ"
TAKES_NOTHING = "không nhận gì nữa, và trang nào cũng phải dựng từ đầu"
SET_POLICY = "redis-cli config set maxmemory-policy volatile-lru"


def shared_cache() -> Iterator[Finding]:
    """Asks Redis, which takes some seconds where it hangs; no query."""
    if not settings.REDIS_URL:
        yield fine("Trang không dùng Redis; một máy thì không cần.")
        return
    error, policy = import_string(PROBE)()
    if error:
        yield fault(REFUSED.format(error=error))
    elif policy and not policy.startswith(LETS_GO_OF_PAGES):
        what = TAKES_NOTHING if policy == "noeviction" else FORGETS
        yield warning(WRONG_POLICY.format(policy=policy, what=what), SET_POLICY)
    else:
        yield fine("Redis nhận dữ liệu của trang.")
