"""What saving takes out of a text is named; what it keeps is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from richtext.cleaning import clean
from richtext.outline import Hyperlink, TextBlock, outline
from richtext.removed_markup import removed_markup


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<iframe src="https://a.vn/"></iframe>', ["1 khung nhúng (iframe)"]),
        ("<script>x()</script><p>Chữ</p><script></script>", ["2 đoạn mã (script)"]),
        (
            '<p><img src="data:image/png;base64,AAAA"></p>',
            ["1 ảnh nằm trong chữ: hãy kéo tệp ảnh vào ô Ảnh"],
        ),
        ("<h1>Đầu</h1>", ["1 đầu mục cỡ H1: chữ vẫn còn, thành đoạn văn"]),
        ('<p style="color:red">Chữ</p>', ["1 chỗ định dạng riêng (màu, cỡ, kiểu chữ)"]),
        ('<a href="javascript:x()">Chữ</a>', ["1 liên kết có địa chỉ không được phép"]),
        ("<p onclick='x()'>Chữ</p>", ["1 lệnh ẩn trong thẻ"]),
        ("<p>Viết &lt;iframe&gt; và style= trong bài</p>", []),
        ("<h2>Đầu</h2><ul><li><a href='/bai/1/a/'>Một</a></li></ul>", []),
        ("<p>&nbsp;</p><p>a &lt; b</p><div>Khung</div>", []),
    ],
)
def test_loss_is_named_with_its_number(html: str, expected: list[str]) -> None:
    assert removed_markup(html) == expected


@given(st.text() | st.text("<>/a iframe style=\"'x"))
def test_any_text_can_be_asked_about_and_clean_text_loses_nothing(html: str) -> None:
    removed_markup(html)
    assert removed_markup(clean(html)) == []


def test_outline_gives_blocks_in_reading_order_and_links() -> None:
    html = clean(
        "<h2>Đầu <em>mục</em></h2><p>Một<br>hai\nba</p><ul><li>Ý<p>Con</p></li></ul>"
        '<table><tbody><tr><td>Ô</td></tr></tbody></table><p><a href="/x/">Trang <b>x</b></a></p>'
    )
    found = outline(html)
    assert found.blocks == [
        TextBlock("h2", "Đầu mục"),
        TextBlock("p", "Một\nhai ba"),
        TextBlock("li", "Ý"),
        TextBlock("p", "Con"),
        TextBlock("td", "Ô"),
        TextBlock("p", "Trang x"),
    ]
    assert found.links == [Hyperlink("/x/", "Trang x")]


@given(st.text() | st.text("<>/pabtdhli2 \n&;\"'="))
def test_any_text_has_an_outline(html: str) -> None:
    assert all(block.text.strip() for block in outline(clean(html)).blocks)
