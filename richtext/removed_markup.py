"""What the allowlist takes out of a text, in words for whoever sent it."""

import re
from collections import Counter

from richtext.cleaning import clean
from richtext.hidden import without_hidden_parts

NAMES = {
    "iframe": "khung nhúng (iframe)",
    "embed": "khung nhúng (embed)",
    "object": "khung nhúng (object)",
    "script": "đoạn mã (script)",
    "style": "bảng kiểu (style)",
    "img": "ảnh nằm trong chữ: hãy kéo tệp ảnh vào ô Ảnh",
    "picture": "ảnh nằm trong chữ: hãy kéo tệp ảnh vào ô Ảnh",
    "video": "đoạn phim",
    "audio": "đoạn âm thanh",
    "svg": "hình vẽ (SVG)",
    "math": "công thức",
    "form": "biểu mẫu",
    "input": "ô điền",
    "select": "ô chọn",
    "textarea": "ô điền",
    "button": "nút bấm",
    "h1": "đầu mục cỡ H1: chữ vẫn còn, thành đoạn văn",
    "h5": "đầu mục cỡ H5: chữ vẫn còn, thành đoạn văn",
    "h6": "đầu mục cỡ H6: chữ vẫn còn, thành đoạn văn",
    "font": "chỗ đặt phông chữ, màu chữ",
    "mark": "chỗ tô nền",
}
TAG = re.compile(rf"<({'|'.join(NAMES)})(?=[\s/>])", re.IGNORECASE)
WITH_STYLE = re.compile(r"<[a-z][^<>]{0,500}?\sstyle\s*=", re.IGNORECASE)
WITH_HANDLER = re.compile(r"<[a-z][^<>]{0,500}?\son[a-z]{3,20}\s*=", re.IGNORECASE)
LINK = re.compile(r"<a\s[^<>]{0,500}?\bhref\s*=", re.IGNORECASE)


def removed_markup(html: str) -> list[str]:
    """What `clean(html)` leaves out, each with its number: "1 khung nhúng (iframe)"; nothing where
    all of it stays. Linear in the length of `html`."""
    seen, hidden = without_hidden_parts(html)
    removed = hidden + _count(seen)
    removed.subtract(_count(clean(html)))
    return [f"{count} {name}" for name, count in removed.items() if count > 0]


def _count(html: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for name in TAG.findall(html):
        found[NAMES[name.lower()]] += 1
    small = html.lower()
    styles = len(WITH_STYLE.findall(html)) if "style" in small else 0
    found["chỗ định dạng riêng (màu, cỡ, kiểu chữ)"] = styles
    found["lệnh ẩn trong thẻ"] = len(WITH_HANDLER.findall(html))
    found["liên kết có địa chỉ không được phép"] = len(LINK.findall(html))
    return found
