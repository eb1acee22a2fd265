"""What a query finds: marks, tone placement, encodings, document numbers."""

import unicodedata

import pytest

from articles import search
from articles.models import Article
from articles.querysets import ArticleQuerySet
from tests.articles.searching import titles
from tests.support.factories import make_article, make_byline, make_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "chi bộ",
        "chi bo",
        "CHI BỘ",
        "Chi Bo",
        "chi\u00a0bộ",
        unicodedata.normalize("NFD", "chi bộ"),
        "  chi \t bộ ",
        "“chi bộ”,",
        "chi\u200b bộ",
    ],
)
def test_chi_bo_is_found_however_it_is_typed(query: str) -> None:
    make_article(title="Chi bộ họp", lead="", body="")
    make_article(title="Tin khác", lead="", body="")
    assert titles(query) == ["Chi bộ họp"]


def test_text_with_no_break_spaces_is_found() -> None:
    make_article(title="A", lead="", body="<p>Họp chi&nbsp;bộ và Đảng\u00a0ủy</p>")
    assert titles("chi bộ") == ["A"]
    assert titles("dang uy") == ["A"]


def test_decomposed_text_is_found() -> None:
    make_article(title="A", lead="", body=unicodedata.normalize("NFD", "<p>Đảng đoàn</p>"))
    assert titles("đảng đoàn") == ["A"]


def test_dang_doan_without_marks_finds_dang_doan() -> None:
    make_article(title="Đảng đoàn Liên hiệp Hội")
    assert titles("dang doan") == ["Đảng đoàn Liên hiệp Hội"]


@pytest.mark.parametrize(("written", "asked"), [("hoà", "hòa"), ("hòa", "hoà"), ("uỷ", "ủy")])
def test_both_tone_placements_find_each_other(written: str, asked: str) -> None:
    make_article(title="A", lead="", body=f"<p>{written}</p>")
    assert titles(asked) == ["A"]


@pytest.mark.parametrize(
    "query", ["1668-QĐ/ĐUK", "1668-qd/duk", "1668-QĐ/ĐUK.", "số 1668-qđ/đuk", "(1668-qd/duk)"]
)
def test_document_number_is_one_word(query: str) -> None:
    make_article(title="A", lead="", body="<p>Quyết định số 1668-QĐ/ĐUK, ngày 27/5/2020.</p>")
    make_article(title="B", lead="", body="<p>Số 1668 của QĐ và ĐUK khác</p>")
    assert titles(query) == ["A"]


@pytest.mark.parametrize("query", ["27/5/2020", "293.173", "08-12-2021", "5,5"])
def test_number_or_date_is_one_word(query: str) -> None:
    make_article(title="A", lead="", body=f"<p>Có {query}, như đã nói.</p>")
    make_article(title="B", lead="", body="<p>27 5 2020 293 173 08 12 2021 5 5</p>")
    assert titles(query) == ["A"]


def test_all_words_must_be_there() -> None:
    make_article(title="Chi bộ", lead="đại hội", body="")
    assert titles("chi bộ đại hội") == ["Chi bộ"]
    assert titles("chi bộ hội nghị") == []


def test_part_of_a_word_is_not_the_word() -> None:
    make_article(title="Nghị quyết", lead="", body="")
    assert titles("ngh") == []


def test_captions_and_bylines_are_found() -> None:
    article = make_article(title="A", lead="", body="")
    make_photo(article, caption="Ông Thạch Sô Phi\ntrao kỷ niệm chương")
    make_byline(article, name="Dương Phúc")
    assert titles("thạch sô phi") == ["A"]
    assert titles("kỷ niệm chương") == ["A"]
    assert titles("duong phuc") == ["A"]


def test_tags_and_places_of_photos_are_no_words() -> None:
    make_article(
        title="A",
        lead="",
        body='<p>Đại <b>h</b>ội</p><p>[ảnh 1]</p><p><a href="https://vusta.vn" title="x > y">xem'
        "</a>&amp; đọc</p>",
    )
    assert titles("đại hội") == titles("hội xem") == titles("xem đọc") == ["A"]
    assert titles("ảnh") == titles("strong") == titles("vusta") == titles("amp") == []


def test_words_of_neighbouring_blocks_stay_apart() -> None:
    make_article(title="A", lead="", body="<ul><li>một</li><li>hai</li></ul>ba<br>bốn")
    assert titles("hai ba bốn") == ["A"]
    assert titles("mộthai") == []


@pytest.mark.parametrize("query", ["", "   ", "“ ” – …", '"()*', "\u200b"])
def test_query_without_a_word_finds_nothing(query: str) -> None:
    make_article()
    assert titles(query) == []


def test_title_and_excerpt_show_what_matched_with_its_marks() -> None:
    make_article(
        title="Đảng đoàn họp",
        lead="",
        body="<p>" + "Mở đầu dài. " * 60 + "Bí thư Đảng\u00a0đoàn phát biểu.</p>",
    )
    hit = _first("dang doan")
    assert hit.title == [("Đảng đoàn", True), (" họp", False)]
    assert ("Đảng đoàn", True) in hit.excerpt
    assert hit.excerpt[0][0].startswith("…")


def test_excerpt_is_plain_text() -> None:
    make_article(title="A", lead="Sapo.", body="<p>Một &lt;b&gt; <i>hai</i></p><p>[ảnh 1]</p>")
    text = "".join(fragment for fragment, _ in _first("hai").excerpt)
    assert text == "Sapo. Một <b> hai"


def test_hit_comes_whole_from_a_deferred_list() -> None:
    make_article(title="A")
    from_list = Article.objects.published().for_cards()
    (hit,) = _find(from_list, "A")
    assert hit.article.category.name == "Tin tức"


def _first(query: str) -> search.Hit:
    return _find(Article.objects.published(), query)[0]


def _find(queryset: ArticleQuerySet, query: str) -> list[search.Hit]:
    return search.find(queryset, query, 0, 10).hits
