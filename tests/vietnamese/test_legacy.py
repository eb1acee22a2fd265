import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.alphabet import LETTER_AND_TONE
from vietnamese.legacy import (
    encoding_of_font,
    from_tcvn3,
    from_vni,
    guess_encoding,
    to_tcvn3,
    to_unicode,
    to_vni,
)

SMALL = "".join(LETTER_AND_TONE)
CAPITALS = SMALL.upper()
KEYBOARD = " \t\n0123456789.,;:!?()/-\"'%+"

SENTENCE = "Đảng bộ tỉnh tổ chức Hội nghị quán triệt Nghị quyết; cán bộ, đảng viên tham dự."


@pytest.mark.parametrize(
    ("tcvn3", "text"),
    [
        ("§¶ng Céng s¶n ViÖt Nam", "Đảng Cộng sản Việt Nam"),
        ("Ninh B×nh, M\u00adêng Kh\u00ad¬ng, B¸t X¸t", "Ninh Bình, Mường Khương, Bát Xát"),
        ("nh÷ng ng\u00adêi lao ®éng", "những người lao động"),
        ("¡n ¢n £m ¤ng ¥n ¦u", "Ăn Ân Êm Ông Ơn Ưu"),
    ],
)
def test_tcvn3_reads_as_written(tcvn3: str, text: str) -> None:
    assert from_tcvn3(tcvn3) == text


def test_tcvn3_in_a_capital_font_reads_in_capitals() -> None:
    assert from_tcvn3("®¶ng bé tØnh", capitals=True) == "ĐẢNG BỘ TỈNH"


@pytest.mark.parametrize(
    ("vni", "text"),
    [
        ("Ñaûng Coäng saûn Vieät Nam", "Đảng Cộng sản Việt Nam"),
        ("nhöõng ngöôøi lao ñoäng", "những người lao động"),
        ("ÑAÛNG BOÄ TÆNH", "ĐẢNG BỘ TỈNH"),
        (
            "AÙnh, kyõ thuaät, thò xaõ, nghó, tyû, quyù, kî",
            "Ánh, kỹ thuật, thị xã, nghĩ, tỷ, quý, kỵ",
        ),
        ("taêng cöôøng, xaây döïng, naèm, laën", "tăng cường, xây dựng, nằm, lặn"),
        ("ÑAûNG", "ĐẢNG"),
    ],
)
def test_vni_reads_as_written(vni: str, text: str) -> None:
    assert from_vni(vni) == text


def test_the_small_alphabet_survives_tcvn3() -> None:
    assert from_tcvn3(to_tcvn3(SMALL)) == SMALL


def test_the_capital_alphabet_survives_tcvn3_in_a_capital_font() -> None:
    assert from_tcvn3(to_tcvn3(CAPITALS), capitals=True) == CAPITALS


def test_capitals_that_tcvn3_has_codes_for_survive_in_any_font() -> None:
    assert from_tcvn3(to_tcvn3("ĂÂĐÊÔƠƯ")) == "ĂÂĐÊÔƠƯ"


def test_the_alphabet_survives_vni_in_both_cases() -> None:
    assert from_vni(to_vni(SMALL + CAPITALS)) == SMALL + CAPITALS


def test_legacy_text_is_latin_1_as_a_paste_gives_it() -> None:
    assert to_tcvn3(SMALL + CAPITALS).encode("latin-1")
    assert to_vni(SMALL + CAPITALS).encode("latin-1")


@given(st.text(alphabet=SMALL + KEYBOARD))
def test_any_small_text_survives_tcvn3(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text)) == text


@given(st.text(alphabet=CAPITALS + KEYBOARD))
def test_any_text_in_capitals_survives_tcvn3(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text), capitals=True) == text


@given(st.text(alphabet=SMALL + CAPITALS + KEYBOARD))
def test_any_text_survives_vni(text: str) -> None:
    assert from_vni(to_vni(text)) == text


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        (".vnarial narrowh", "tcvn3-capitals"),
        ("'.VnTime', serif", "tcvn3"),
        ("VNI-Times", "vni"),
        ('"VNI-Helve", sans-serif', "vni"),
        ("Times New Roman", None),
        ("Vninnova", None),
        ("", None),
    ],
)
def test_a_font_name_tells_the_encoding(font: str, encoding: str | None) -> None:
    assert encoding_of_font(font) == encoding


def test_text_is_converted_by_the_name_of_its_encoding() -> None:
    assert to_unicode("®¶ng bé", "tcvn3") == "đảng bộ"
    assert to_unicode("®¶ng bé", "tcvn3-capitals") == "ĐẢNG BỘ"
    assert to_unicode("ñaûng boä", "vni") == "đảng bộ"


@pytest.mark.parametrize("text", [SENTENCE, SENTENCE.upper(), "Thông báo", "cán bộ, Covid-19"])
def test_legacy_text_is_recognised_by_its_characters(text: str) -> None:
    assert guess_encoding(to_tcvn3(text)) == "tcvn3"
    assert guess_encoding(to_vni(text)) == "vni"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        SENTENCE.upper(),
        "Chi bộ",
        "Có bé là vô cùng lí thú",
        "Không có gì",
        "ông bà cô chú",
        "Copyright © 2021 Café ® 25 µm, 20 µl, 3 × 4 ÷ 2 · § 5 ¶ 6",
        "The committee met in Zürich; a naïve résumé, a façade, a jalapeño.",
        "« L’été à Hanoï », où l’on déjeune dès le thé servi, là-bas, très tôt, même en août.",
        "La réunion du Comité a été présidée par le secrétaire général à Nîmes.",
        "El niño pequeño comió piña en la montaña según él.",
        "Die Größe der Straße überrascht die Bürger für ein schönes Jahr.",
        "Liên hiệp các Hội 25 µm",
        "plain ASCII text",
        "",
    ],
)
def test_text_that_is_not_legacy_is_left_alone(text: str) -> None:
    assert guess_encoding(text) is None


def test_text_that_is_partly_unicode_is_left_alone() -> None:
    assert guess_encoding(f"Chi bộ họp. {to_tcvn3(SENTENCE)}") is None


@pytest.mark.parametrize("text", ["« × ÷", "é", "ng\u00ad êi" * 50_000])
def test_guessing_copes_with_odd_input(text: str) -> None:
    assert guess_encoding(text) is None


@given(st.text())
def test_no_text_breaks_the_converters(text: str) -> None:
    for convert in (from_tcvn3, to_tcvn3, from_vni, to_vni, guess_encoding):
        convert(text)
