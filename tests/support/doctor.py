"""What `manage.py doctor` finds of a site in a process of its own, when a day has gone by."""

import re

from tests.support.server import Site

# A file without a row may belong to a picture that is coming in; here none is.
LATER = """
from django.core.management import call_command
from health import half_sent, media
media.ORPHAN_SECONDS = half_sent.UPLOAD_SECONDS = -60
call_command("doctor"{fix})
"""
# What a site of a test has wrong from the beginning.
OF_THE_TEST = {"Cài đặt", "Máy chủ web đứng trước", "Ổ đĩa", "Nơi sao lưu", "Sao lưu"} | {
    "Diễn tập khôi phục",
    "Công việc nền",
    "Thông tin đơn vị",
    "Trang từ bên ngoài",
    "Thư",
    "Hạn hỗ trợ",
    "Tự kiểm tra nội dung",
}
WRONG = re.compile(r"^(LỖI|nên xem) +(?P<label>[^:]+): .*$", re.MULTILINE)


def left_after_fix(site: Site) -> list[str]:
    """What is wrong with data and files after `doctor --fix`."""
    site.run("shell", "--no-imports", "--verbosity=0", "--command", LATER.format(fix=', "--fix"'))
    done = site.run("shell", "--no-imports", "--verbosity=0", "--command", LATER.format(fix=""))
    assert "Traceback" not in done.stderr, done.stderr
    found = [each for each in WRONG.finditer(done.stdout) if each["label"] not in OF_THE_TEST]
    assert "Tệp ảnh" in done.stdout
    return [each.group() for each in found]
