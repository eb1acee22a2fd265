"""Old letters, signs of special fonts and what programs made of a text are put right, and said."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import django
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importing.document import Document, Run, TextPiece
from importing.repairing import repair
from importing.sources.html.page import read_clipboard
from importing.sources.word import reader
from tests.importing.sentences import sentences_in
from tests.importing.word_files import p, r, word_file
from vietnamese.alphabet import LETTER_AND_TONE
from vietnamese.legacy import to_tcvn3, to_vni

MESSAGE = re.compile(r'^(?:msgstr |)"([^"\\]{3,})"$', re.MULTILINE)
PAGES = Path(__file__).parent / "saved_pages"
LOCALES = Path(django.__file__).parent
SENTENCE = "Đảng bộ tỉnh tổ chức Hội nghị quán triệt Nghị quyết; cán bộ, đảng viên tham dự."
SMALL = "".join(LETTER_AND_TONE)


def document_of(*paragraphs: list[Run]) -> Document:
    return Document([TextPiece(tuple(runs)) for runs in paragraphs])


def texts_of(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if isinstance(piece, TextPiece)]


def repaired(*paragraphs: list[Run]) -> list[str]:
    return texts_of(repair(document_of(*paragraphs)))


def test_letters_are_converted_by_the_font_of_each_run() -> None:
    assert repaired(
        [
            Run(to_tcvn3("Đảng bộ "), font=".VnTime"),
            Run("và chi bộ ", font="Times New Roman"),
            Run(to_vni("họp định kỳ"), font="VNI-Times"),
        ]
    ) == ["Đảng bộ và chi bộ họp định kỳ"]


def test_font_of_capitals_makes_capitals() -> None:
    assert repaired([Run(to_tcvn3("hội nghị"), font=".VnTimeH")]) == ["HỘI NGHỊ"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [("B¸O C¸O", "BÁO CÁO"), ("Hµ Néi", "Hà Nội"), ("Hµ NéI", "HÀ NỘI"), ("§¶ng", "Đảng")],
)
def test_words_whose_plain_letters_are_capital_are_raised(typed: str, text: str) -> None:
    assert repaired([Run(typed, font=".VnTime")]) == [text]


def test_mark_of_vni_in_the_next_run_joins_its_vowel() -> None:
    vni = to_vni("bộ")
    cut = len(vni) - 1
    runs = [Run(vni[:cut], font="VNI-Times"), Run(vni[cut:], font="VNI-Times", bold=True)]
    assert repaired(runs) == ["bộ"]


@given(st.text(SMALL + " ", min_size=1, max_size=60), st.integers(0, 60))
def test_whole_alphabet_comes_back_however_runs_are_cut(text: str, cut: int) -> None:
    text = " ".join(text.split()) or "a"
    for legacy, font in ((to_tcvn3(text), ".VnTime"), (to_vni(text), "VNI-Times")):
        runs = [Run(legacy[:cut], font=font), Run(legacy[cut:], font=font, italic=True)]
        assert "".join(repaired(runs)) == text


@given(st.text(SMALL.upper() + " ", min_size=1, max_size=60))
def test_capitals_come_back(text: str) -> None:
    text = " ".join(text.split()) or "A"
    assert repaired([Run(to_vni(text), font="VNI-Times")]) == [text]
    assert repaired([Run(to_tcvn3(text), font=".VnTimeH")]) == [text]


def test_text_that_was_converted_under_its_old_font_stays() -> None:
    assert repaired([Run(SENTENCE, font=".VnTime")]) == [SENTENCE]


def test_letters_without_a_font_are_known_by_the_paragraph() -> None:
    paragraphs = [[Run(to_tcvn3(SENTENCE))], [Run(SENTENCE)], [Run(to_vni(SENTENCE))]]
    assert repaired(*paragraphs) == [SENTENCE] * 3


def test_short_lines_follow_what_the_document_is_in() -> None:
    assert repaired([Run(to_tcvn3("Kết luận"))], [Run(to_tcvn3(SENTENCE))])[0] == "Kết luận"


def sentences_of(language: str) -> list[str]:
    found = []
    for file in sorted(LOCALES.rglob(f"{language}/LC_MESSAGES/*.po")):
        found += MESSAGE.findall(file.read_text())
    return found


@pytest.mark.parametrize("language", ["vi", "fr", "km", "en", "de", "es", "pt", "is", "cs", "da"])
def test_clean_text_in_any_language_stays(language: str) -> None:
    for text in sentences_of(language):
        document = repair(document_of([Run(text)]))
        assert document.repairs == [], text


@pytest.mark.parametrize("language", ["vi", "fr", "en", "km"])
def test_thousands_of_clean_sentences_stay(language: str) -> None:
    sentences = sentences_in(language)
    assert len(sentences) > 600
    document = repair(document_of(*([Run(one)] for one in sentences)))
    assert [one.before for one in document.repairs] == []
    assert texts_of(document) == [" ".join(one.split()) for one in sentences]


@pytest.mark.parametrize(("to_legacy", "font"), [(to_tcvn3, ".VnTime"), (to_vni, "VNI-Times")])
def test_thousands_of_sentences_in_old_letters_come_back(
    to_legacy: Callable[[str], str], font: str
) -> None:
    for text in sentences_in("vi"):
        assert len(text) > 40
        by_letters, by_font = (
            repaired([Run(to_legacy(text))]),
            repaired([Run(to_legacy(text), font=font)]),
        )
        assert [one.casefold() for one in by_letters] == [text.casefold()]
        assert [one.casefold() for one in by_font] == [text.casefold()]


OLD_FONTS: dict[str, Callable[[str], str]] = {
    ".VnTime": to_tcvn3,
    "VNI-Times": to_vni,
    "Times New Roman": str,
}


@given(
    st.lists(
        st.tuples(st.text(SMALL + " ", min_size=1, max_size=12), st.sampled_from(list(OLD_FONTS)))
    )
)
def test_old_letters_mixed_by_run_come_back(parts: list[tuple[str, str]]) -> None:
    runs = [Run(OLD_FONTS[font](f"{text.strip() or 'a'} "), font=font) for text, font in parts]
    expected = " ".join(" ".join(text.split()) or "a" for text, _ in parts)
    assert "".join(repaired(runs)) == expected


def model_sentences() -> list[str]:
    pages = [path.read_text() for path in sorted(PAGES.glob("*.txt"))]
    words = " ".join(" ".join(pages).split())
    return [one for one in re.split(r"(?<=[.;:,]) ", words) if len(one) > 40]


def test_no_sentence_above_forty_letters_is_missed() -> None:
    for text in model_sentences():
        if sum(not word.isascii() for word in text.split()) < 3:
            continue
        assert repaired([Run(to_vni(text))]) == [text]
        (from_tcvn3,) = repaired([Run(to_tcvn3(text))])  # which has no capitals with a tone
        assert from_tcvn3.casefold() == text.casefold()


def test_what_a_converter_left_in_words_is_put_right_and_figures_stay() -> None:
    text = "Toμn tỉnh đ−ợc 5 μm, −3 độ, A−B"
    assert repaired([Run(text)]) == ["Toàn tỉnh được 5 μm, −3 độ, A−B"]
    assert repaired([Run("x∙y và x−a")]) == ["x∙y và x−a"]


def test_utf8_that_was_read_byte_by_byte_is_read_again() -> None:
    for encoding in ("cp1252", "latin-1"):
        mangled = SENTENCE.encode().decode(encoding, "replace")
        if "\ufffd" not in mangled:
            assert repaired([Run(mangled)]) == [SENTENCE]
    assert repaired([Run("â€œDân vận khÃ©oâ€\x9d")]) == ["“Dân vận khéo”"]


@pytest.mark.parametrize("shown_as", ["latin-1", "cp1252"])
def test_utf8_that_was_read_byte_by_byte_twice_is_read_again(shown_as: str) -> None:
    meant = text = "Hội Khuyến học xã trao 25 xe đạp – “của ít lòng nhiều” – cho học sinh nghèo."
    for _ in range(2):
        text = "".join(
            bytes([byte]).decode(shown_as, "ignore") or chr(byte) for byte in text.encode()
        )
    assert repaired([Run(text)]) == [meant]


def test_accented_capital_at_the_end_of_a_word_tells_old_letters() -> None:
    assert repaired([Run("Ai còng cã thÓ më ra xem, kÓ c¶ quÇn chóng.")]) == [
        "Ai cũng có thể mở ra xem, kể cả quần chúng."
    ]


def test_signs_of_symbol_and_wingdings_become_what_they_draw() -> None:
    assert repaired([Run("Hạt 5 "), Run("m", font="Symbol"), Run("m, ")]) == ["Hạt 5 μm,"]
    assert repaired([Run("\uf06d", font="Symbol"), Run("m")]) == ["μm"]
    assert repaired([Run("\xfc", font="Wingdings"), Run(" Đạt")]) == ["✓ Đạt"]


def test_spaces_hyphens_and_forms_are_brought_in_order() -> None:
    runs = [Run("Chi\u00a0 bộ\u200b "), Run(" hội\u00ad nghị", bold=True)]
    assert repaired(runs) == ["Chi bộ hội nghị"]
    assert repaired([Run("Hội nghi"), Run("\u0323", bold=True)]) == ["Hội nghị"]


def test_each_repair_says_what_stood_there_and_can_be_declined() -> None:
    paragraphs = [[Run(to_tcvn3(SENTENCE))], [Run("toμn dân")]]
    document = repair(document_of(*paragraphs))
    first, second = document.repairs
    assert (first.after, second.before, second.after) == (SENTENCE, "toμn dân", "toàn dân")
    assert "TCVN3" in first.reason
    again = repair(document_of(*paragraphs), declined={second.number})
    assert texts_of(again) == [SENTENCE, "toμn dân"]
    assert [one.number for one in again.repairs] == [first.number]


def test_old_fonts_are_found_through_styles_and_soft_hyphens_of_word() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    )
    title = r(to_tcvn3("hội nghị"), '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')
    soft = "<w:r><w:t>th</w:t></w:r><w:r><w:softHyphen/></w:r><w:r><w:t>¬ng</w:t></w:r>"
    roman = r("đã là Unicode", '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>')
    data = word_file(p(title) + p(soft) + p(roman), styles=styles)
    document = repair(reader.read(io.BytesIO(data)))
    assert texts_of(document) == ["HỘI NGHỊ", "thương", "đã là Unicode"]


def test_old_fonts_are_found_in_what_word_puts_on_the_clipboard() -> None:
    legacy = to_vni("Hội nghị tổng kết")
    document = repair(read_clipboard(f"<p style='font-family:\"VNI-Times\"'>{legacy}</p>"))
    assert texts_of(document) == ["Hội nghị tổng kết"]
