"""ALLOWED_HOSTS and OLD_HOSTS, as people write them."""

import re
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

_LABEL = "[a-z0-9]([a-z0-9_-]*[a-z0-9])?"
NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.IGNORECASE)  # of a host (RFC 1123), or IPv4
# Django takes these besides: any name, all below a domain, and IPv6.
PATTERN = re.compile(rf"\*|\.?{NAME.pattern}|\[[0-9a-f:.]+\]", re.IGNORECASE)
NOT_A_HOST = (
    "{variable} chỉ nhận tên miền, cách nhau bằng dấu phẩy, không nhận {host!r}: hãy bỏ https://,"
    " cổng, đường dẫn, dấu chấm ở cuối; tên miền có dấu thì ghi ở dạng xn--… Ví dụ"
    " {variable}=tin.example.vn"
)

NO_NAME = "OLD_HOSTS cần tên miền hiện nay của trang ở ALLOWED_HOSTS"
BOTH = "OLD_HOSTS: {name} cũng có trong ALLOWED_HOSTS; hãy để tên ấy ở một trong hai"


def check_names(hosts: Sequence[str], old_hosts: Sequence[str]) -> None:
    """ImproperlyConfigured for what no browser could ask for, or is no name to redirect from: from
    there one would come to nowhere, or in a circle."""
    for variable, form, names in (
        ("ALLOWED_HOSTS", PATTERN, hosts),
        ("OLD_HOSTS", NAME, old_hosts),
    ):
        for host in names:
            if not form.fullmatch(host):
                raise ImproperlyConfigured(NOT_A_HOST.format(variable=variable, host=host))
    if old_hosts and not any(is_domain(host) for host in hosts):
        raise ImproperlyConfigured(NO_NAME)
    present = {host.lower() for host in hosts}
    for host in old_hosts:
        if host.lower() in present:
            raise ImproperlyConfigured(BOTH.format(name=host))


def is_domain(name: str) -> bool:
    """Whether it can stand in an address for everybody: no pattern, no number, not this machine."""
    last = name.rpartition(".")[2]
    return "." in name and not name.startswith((".", "[")) and not last.isdigit()
