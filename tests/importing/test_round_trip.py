"""What an article was before it became a Word file, it is again when that file comes in."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, Byline, Photo
from articles.word_file import building
from articles.word_file.building import ArticleWords, build
from importing.assembling import assemble
from importing.body_html import body_html, photos
from importing.imported_page import ImportedPage
from importing.repairing import repair
from importing.sources.word import reader
from richtext.cleaning import clean

VOCABULARY = """Hội đồng đã thông qua kế hoạch nạo vét kênh mương trước mùa mưa với 40 hội viên góp
công tại xã Tân Lộc; ông Nguyễn Văn Hậu & bà Lê Thị Hoa phát biểu 4,5 triệu <đồng>"""
WORDS = st.sampled_from(VOCABULARY.split())
PLAIN = st.lists(WORDS, min_size=6, max_size=25).map(lambda words: "Hôm nay " + " ".join(words))
SENTENCE = PLAIN.map(lambda text: text.rstrip(";") + ".")
NAME = st.sampled_from(["Trần Văn Vũ", "Dương Phúc", "Lê Thị Hoa", "Ban Biên tập"])


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def runs(draw: Any) -> str:
    """A sentence whose second third is set somehow."""
    first, middle, last = (escape(draw(SENTENCE)) for _ in range(3))
    tag = draw(st.sampled_from(["", "strong", "em", "s", "sub", "sup", "a"]))
    if not tag:
        return f"{first} {middle}"
    if tag == "a":
        return f'{first} <a href="https://hoi.example.vn/x?a=1&amp;b=2">{middle}</a> {last}'
    return f"{first} <{tag}>{middle}</{tag}> {last}"


PARAGRAPHS = runs().map(lambda inside: f"<p>{inside}</p>")
HEADINGS = PLAIN.map(lambda text: f"<h2>{escape(text)}</h2>")
QUOTES = runs().map(lambda inside: f"<blockquote><p>{inside}</p></blockquote>")
BULLETS = st.lists(runs(), min_size=1, max_size=4).map(
    lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
)


@st.composite
def numbered(draw: Any) -> str:
    kind, start = draw(st.sampled_from(["1", "a", "A"])), draw(st.integers(1, 9))
    items = "".join(f"<li>{item}</li>" for item in draw(st.lists(runs(), min_size=2, max_size=5)))
    said = f' type="{kind}"' if kind != "1" else ""
    return f"<ol{said}{f' start={chr(34)}{start}{chr(34)}' if start != 1 else ''}>{items}</ol>"


@st.composite
def nested(draw: Any, depth: int = 3) -> str:
    """A list of any kind, in whose items stand further lists."""
    kind = draw(st.sampled_from(["ul", "ol", 'ol type="a"']))
    items = []
    for _ in range(draw(st.integers(1, 3))):
        inside = draw(nested(depth - 1)) if depth and draw(st.booleans()) else ""
        items.append(f"<li>{draw(runs())}{inside}</li>")
    return f"<{kind}>{''.join(items)}</{kind[:2]}>"


@st.composite
def tables(draw: Any) -> str:
    columns = draw(st.integers(2, 4))
    head = "".join(f"<th>{escape(draw(WORDS))}</th>" for _ in range(columns))
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(draw(WORDS))}</td>' for _ in range(columns))}</tr>"
        for _ in range(draw(st.integers(1, 3)))
    )
    wide = f'<tr><td colspan="{columns}">{escape(draw(WORDS))}</td></tr>'
    tall = (
        f'<tr><td rowspan="2">{escape(draw(WORDS))}</td>'
        f"{'<td>ô</td>' * (columns - 1)}</tr><tr>{'<td>dưới</td>' * (columns - 1)}</tr>"
    )
    extra = draw(st.sampled_from(["", wide, tall]))
    return f"<table><tbody><tr>{head}</tr>{rows}{extra}</tbody></table>"


@st.composite
def bodies(draw: Any) -> tuple[str, int]:
    """A body, and how many photos it places."""
    blocks, count = [draw(PARAGRAPHS)], 0
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["p", "h", "q", "u", "o", "n", "t", "photo"]))
        if kind == "photo":
            count += 1
            blocks.append(f"<p>[ảnh {count}]</p>")
        else:
            made = {
                **{"p": PARAGRAPHS, "h": HEADINGS, "q": QUOTES, "u": BULLETS},
                **{"o": numbered(), "n": nested(), "t": tables()},
            }
            blocks.append(draw(made[kind]))
        blocks.append(draw(PARAGRAPHS))  # lists that touch are one list
    return "\n".join(blocks), count


CAPTIONS = st.one_of(st.just(""), SENTENCE, SENTENCE.map(lambda text: f"{text}\nẢnh chụp sáng nay"))
ROLES = st.sampled_from(["", *Byline.Role.values])
SIGNED = st.lists(st.tuples(ROLES, NAME), max_size=4)


@pytest.fixture(autouse=True)
def _pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "jpeg_of", lambda master, most: b"\xff\xd8" + master.encode())


def there_and_back(words: ArticleWords) -> ImportedPage:
    return assemble(repair(reader.read(io.BytesIO(build(words).content))))


def words_of(article: Article, shown: list[Photo], bylines: list[Byline]) -> ArticleWords:
    return ArticleWords(
        article=article,
        photos=shown,
        bylines=bylines,
        attachments=[],
        address="https://hoi.example.vn/bai/1/x/",
        head=["ĐẢNG BỘ TỈNH", "LIÊN HIỆP HỘI", "Số 1 đường Nguyễn Huệ"],
        source="Liên hiệp Hội",
    )


def article_of(**fields: Any) -> Article:
    stamp = datetime(2021, 12, 8, 2, 50, tzinfo=UTC)
    article = Article(published_from=stamp, updated_at=stamp, created_at=stamp, **fields)
    article.tidy()
    return article


@given(
    PLAIN,
    st.one_of(st.just(""), SENTENCE, st.tuples(SENTENCE, SENTENCE).map("\n".join)),
    bodies(),
    st.data(),
)
@settings(max_examples=80)
def test_article_is_itself_again(
    title: str, lead: str, body: tuple[str, int], data: st.DataObject
) -> None:
    html, count = body
    article = article_of(title=title, lead=lead, body=html)
    shown = [
        Photo(
            order=number,
            file=f"photos/2021/12/{number}-1600.webp",
            width=1600,
            height=1067,
            caption=data.draw(CAPTIONS),
            credit=data.draw(st.sampled_from(["", "Minh Tâm"])),
            alt=f"Ảnh số {number}",
        )
        for number in range(1, count + 1)
    ]
    bylines = [
        Byline(role=data.draw(ROLES), name=data.draw(NAME))
        for _ in range(data.draw(st.integers(0, 3)))
    ]
    page = there_and_back(words_of(article, shown, bylines))
    assert page.title == article.title
    assert page.lead == article.lead
    assert clean(body_html(page.blocks)) == article.body
    assert [(photo.caption, photo.credit, photo.alt) for photo in photos(page.blocks)] == [
        (photo.caption, photo.credit, photo.alt) for photo in shown
    ]
    labels = {value: str(label) for value, label in Byline.Role.choices}
    assert [(each.role, each.name) for each in page.bylines] == [
        (labels.get(each.role, ""), each.name) for each in bylines
    ]
    assert page.stamp == datetime(2021, 12, 8, 9, 50)
    pictures = [page.document.open_picture(photo.handle) for photo in photos(page.blocks)]
    assert pictures == [b"\xff\xd8" + str(photo.file).encode() for photo in shown]


NOTED = (
    "<p>Hội đồng đã thông qua kế hoạch<sup>1</sup> trong phiên họp sáng nay.</p>\n"
    "<p>Kinh phí lấy từ quỹ hội<sup>2</sup> và do hội viên đóng góp, theo m<sup>2</sup> đất.</p>\n"
    "<p><sup>1</sup> Kế hoạch số 12 của <em>Ban Chấp hành</em>.</p>\n"
    "<p><sup>2</sup> Xem báo cáo tài chính năm 2021.</p>"
)


def test_footnotes_are_footnotes_again_unless_their_numbers_mean_something_else() -> None:
    clear = NOTED.replace(" theo m<sup>2</sup> đất", " theo đất")
    article = article_of(title="Hội đồng thông qua kế hoạch nạo vét kênh", body=clear)
    words = words_of(article, [], [])
    assert b"footnotes.xml" in build(words).content
    assert clean(body_html(there_and_back(words).blocks)) == article.body
    article.body = clean(NOTED)
    assert b"footnotes.xml" not in build(words).content
    assert clean(body_html(there_and_back(words).blocks)) == article.body
