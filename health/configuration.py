"""What the environment says, as far as a site may run with it and yet should not.

What it refuses to run with is in `chibo_site/configuration.py`.
"""

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from health.findings import Finding, fault, fine, warning

OWN = ipaddress.ip_address("127.0.0.1")  # where serve listens, so that a proxy comes from there

DEBUGGING = "DEBUG=1: trang báo lỗi kỹ thuật, chỉ dành cho người lập trình. Hãy bỏ biến ấy."
MISSPELT = "Trang không đọc biến {wrong}; có lẽ là {right} viết sai. Hãy sửa tên biến rồi chạy lại."
ANY_HOST = "ALLOWED_HOSTS=* nhận mọi tên miền, kể cả của kẻ giả mạo. Hãy ghi tên miền của trang."
OF_DJANGO = "Django nhắc ({id}): {message}"
WITHOUT_HTTPS = (
    "HTTPS=0: mật khẩu và bài chưa đăng đi qua mạng mà không được mã hóa. Chỉ dùng trong mạng nội"
    " bộ không có chứng thư số; trang mở ra internet thì hãy bỏ dòng ấy."
)
OF_HTTPS = {f"security.{name}" for name in ("W004", "W008", "W012", "W016")}
NOBODY = (
    "TRUSTED_PROXIES chưa đặt nên trang không biết máy chủ web đứng trước là ai: mọi bạn đọc thành"
    " một địa chỉ{loop}. Máy chủ web ở ngay máy này thì đặt TRUSTED_PROXIES=127.0.0.1."
)
LOOP = ", và địa chỉ HTTPS cứ chuyển hướng vòng quanh"
EVERYBODY = (
    "TRUSTED_PROXIES tin mọi địa chỉ ({network}), nên ai cũng khai được địa chỉ giả. Hãy chỉ ghi"
    " máy chủ web đứng trước."
)
NOT_HERE = (
    "TRUSTED_PROXIES không có 127.0.0.1, trong khi trang chỉ nghe ở 127.0.0.1: máy chủ web đứng"
    " trước gọi vào từ chính địa chỉ ấy."
)


def settings_are_safe() -> Iterator[Finding]:
    """Without a query; in production Django's own checks of a deployment as well."""
    found = [*misspelt_variables(), *_of_mode()]
    yield from found
    if not found:
        mode = "chính thức" if settings.PRODUCTION else "chạy thử"
        yield fine(f"Trang chạy ở chế độ {mode}, không thấy biến nào sai.")


def _of_mode() -> Iterator[Finding]:
    if settings.DEBUG:
        yield warning(DEBUGGING)
    if "*" in settings.ALLOWED_HOSTS:
        yield warning(ANY_HOST)
    if settings.PRODUCTION:
        if not settings.HTTPS:
            yield warning(WITHOUT_HTTPS)
        for each in checks.run_checks(tags=["security"], include_deployment_checks=True):
            is_told = not settings.HTTPS and each.id in OF_HTTPS
            if each.level >= checks.WARNING and not (is_told or each.is_silenced()):
                level = fault if each.level >= checks.ERROR else warning
                yield level(OF_DJANGO.format(id=each.id, message=" ".join(each.msg.split())))


def misspelt_variables() -> Iterator[Finding]:
    for wrong, right in settings.MISSPELT_VARIABLES:
        yield warning(MISSPELT.format(wrong=wrong, right=right))


def proxies() -> Iterator[Finding]:
    """TRUSTED_PROXIES as it is written; whether it works is seen from outside."""
    trusted = settings.TRUSTED_PROXIES
    if not settings.PRODUCTION:
        yield fine("Trang chạy thử trên máy này, không cần máy chủ web nào.")
        return
    if not trusted:
        words = NOBODY.format(loop=LOOP if settings.HTTPS else "")
        yield fault(words) if settings.HTTPS else warning(words)
        return
    everybody = [network for network in trusted if network.prefixlen == 0]
    for network in everybody:
        yield warning(EVERYBODY.format(network=network))
    if not any(network.version == 4 and OWN in network for network in trusted):
        yield warning(NOT_HERE)
    elif not everybody:
        yield fine(f"Trang tin {', '.join(map(str, trusted))}.")
