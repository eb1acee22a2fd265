"""Links to other sites that are not what they seem: nearly invisible ones, shortened ones, those to
gambling, and domains that the site has never led to."""

import datetime
import re
from collections.abc import Callable, Collection, Iterator

from django.utils import timezone

from articles.models import Article
from newsroom.checks.finding import Finding
from richtext.domains import domain_of, is_covered, is_own, readable
from richtext.outline import Hyperlink, Outline
from vietnamese.dates import format_day
from vietnamese.fold import fold
from vietnamese.normal_forms import nfkc
from vietnamese.text import normalise

# The project says which domains are trusted, and which of some the site leads to already from
# elsewhere than the article with that number.
trusted_domains: Callable[[], Collection[str]] = frozenset
known_domains: Callable[[set[str], int | None], set[str]] = lambda domains, _: domains  # noqa: E731

FEWEST_LETTERS = 2
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800"
BACKDATED = datetime.timedelta(days=7)
SHORTENERS = {
    *("bit.ly", "t.co", "goo.gl", "tinyurl.com", "is.gd", "v.gd", "ow.ly", "buff.ly", "cutt.ly"),
    *("rb.gy", "rebrand.ly", "shorturl.at", "shorturl.asia", "t.ly", "s.id", "tiny.cc", "bom.so"),
    *("by.com.vn", "s.net.vn", "shope.ee", "lnkd.in", "adf.ly", "ouo.io", "short.gy", "bitly.com"),
    *("linktr.ee", "tr.ee", "urlvn.net", "link1s.com", "ln.run", "shorten.asia", "tny.im", "x.gd"),
    *("snip.ly", "soo.gd", "clck.ru", "u.to", "qrco.de", "dub.sh", "lihi.cc", "reurl.cc"),
}
# With their tone marks, so that "nhà cải tạo" is none; in addresses and in links' texts without.
GAMBLING = re.compile(
    r"\b(?:nhà cái|cá cược|cá độ|nổ hũ|tài xỉu|xóc đĩa|lô đề|soi cầu|soi kèo|tỷ lệ kèo|tỉ lệ kèo|"
    r"kèo nhà|game bài|đánh bài online|bắn cá đổi thưởng|đổi thưởng|casino|baccarat|slot game|"
    r"jackpot|cược bóng|đá gà trực tiếp|sòng bạc trực tuyến)\b"
)
GAMBLING_ADDRESS = re.compile(
    r"nha-?cai|ca-?cuoc|ca-?do-?bong|no-?hu\b|tai-?xiu|xoc-?dia|lo-?de\b|soi-?cau|soi-?keo|keonhacai|"
    r"game-?bai|doi-?thuong|casino|baccarat|jackpot|da-?ga\b|\d{2,}-?(?:bet|win|club|vip)|"
    r"(?:bet|win|jun|new|fun|sh|fb|hi|go|ee|kubet|vn|mu|ok)-?(?:88|99|79|365)\b|"
    r"\b(?:w|m|f|k|i)-?88\b|kubet|sunwin|8xbet|okvip|dafabet|1xbet|bk8|fabet|\bb52\b|rikvip"
)


def about_outgoing_links(article: Article, text: Outline, captions: list[str]) -> Iterator[Finding]:
    """The findings about each link, then about words and the date (1 query where a link leads to a
    domain that is not trusted)."""
    domains = {link: domain_of(link.href) for link in text.links}
    foreign = {domain for domain in domains.values() if domain and not is_own(domain)}
    new = _new(foreign, article)
    for link in text.links:
        yield from _about_link(link, domains[link], new)
        new.discard(domains[link])  # once for each domain
    yield from _about_words(article, text, captions)
    yield from _about_date(article)


def _new(domains: set[str], article: Article) -> set[str]:
    untrusted = {domain for domain in domains if not is_covered(domain, trusted_domains())}
    return untrusted - known_domains(untrusted, article.pk) if untrusted else set()


def _about_link(link: Hyperlink, domain: str, new: set[str]) -> Iterator[Finding]:
    shown = f"{link.text.strip()} ({link.href})"
    if link.text.strip() and letters_in(link.text) < FEWEST_LETTERS:
        yield Finding("Liên kết chỉ có một chữ hoặc dấu, bạn đọc khó thấy", "Nội dung", shown)
    if domain and is_covered(domain, SHORTENERS):
        yield Finding("Liên kết rút gọn: không rõ dẫn đến đâu", "Nội dung", shown)
    if _is_gambling(link):
        yield Finding("Liên kết có vẻ dẫn đến trang cờ bạc, cá cược", "Nội dung", shown)
    if domain in new:
        message = f"Tên miền {readable(domain)} chưa có ở bài nào khác của trang"
        yield Finding(message, "Nội dung", shown)


def letters_in(text: str) -> int:
    """Letters and digits that are seen: some letters of Unicode are blank."""
    seen = nfkc(normalise(text))
    return sum(each.isalnum() and each not in BLANK_LETTERS for each in seen)


def _is_gambling(link: Hyperlink) -> bool:
    text = "-".join(re.findall(r"\w+", fold(normalise(link.text))))
    return bool(GAMBLING_ADDRESS.search(link.href.lower()) or GAMBLING_ADDRESS.search(text))


def _about_words(article: Article, text: Outline, captions: list[str]) -> Iterator[Finding]:
    places = [("Tựa", [article.title]), ("Sapo", [article.lead])]
    places += [("Nội dung", [block.text for block in text.blocks]), ("Chú thích ảnh", captions)]
    for where, texts in places:
        found = {
            match.group()
            for each in texts
            for match in GAMBLING.finditer(" ".join(normalise(each).lower().split()))
        }
        if found:
            said = ", ".join(sorted(found))
            yield Finding("Có lời hay gặp ở trang cờ bạc, cá cược", where, said)


def _about_date(article: Article) -> Iterator[Finding]:
    """Not of what was imported, whose author nobody knows, nor of what readers know already."""
    begins = article.published_from
    if begins is None or article.author_id is None or article.status == Article.Status.PUBLISHED:
        return
    if begins < article.created_at - BACKDATED:
        message = "Ngày đăng lùi về trước ngày viết bài: bạn đọc sẽ không thấy bài ở đầu trang"
        yield Finding(message, "Đăng từ", format_day(timezone.localtime(begins)))
