"""Nothing that was deleted, said beside the text or hidden in it is ever stored or shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from richtext.cleaning import clean, for_page
from richtext.removed_markup import removed_markup
from tests.support.factories import make_article

DELETED = "1 chỗ chữ đã xóa khi theo dõi thay đổi (Track Changes)"
COMMENT = "1 lời bình"
HIDDEN = "1 chỗ chữ ẩn"

WORD_COMMENT = """<p class=MsoNormal><a style='mso-comment-reference:A_1'>Câu được bàn</a><span
class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a
class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[A1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span>.</p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff><![endif]>
<div style='mso-element:comment'><![if !supportAnnotations]><div
id="_com_1" class=msocomtxt><![endif]>
<span style='mso-comment-author:"Anh B"'><![if !supportAnnotations]><a
name="_msocom_1"></a><![endif]></span><p class=MsoCommentText>Bí mật<o:p></o:p></p>
<![if !supportAnnotations]></div><![endif]></div></div><p>Câu sau.</p>"""
DOCS_COMMENT = """<p><span>Câu được bàn</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<div style="border:1px solid black;margin:5px"><p class="c0"><a href="#cmnt_ref1"
id="cmnt1">[a]</a><span>Bí mật</span></p></div><p>Câu sau.</p>"""


@pytest.mark.parametrize(
    "hidden",
    [
        "<del>Bí mật</del>",
        '<del cite="mailto:A" datetime="2021-12-08T07:30">Bí <b>m</b>ật</del>',
        "<span class=msoDel><del>Bí mật</del></span>",
        "<span class='x MSODEL'>Bí mật</span>",
        "<s class=msoDel>Bí mật</s>",
        "<span class=MsoMoveFrom>Bí mật</span>",
        '<span class="TrackedChange TrackChangeTextDeletion">Bí mật</span>',
        "<w:del>Bí mật</w:del>",
    ],
)
def test_text_deleted_under_track_changes_goes(hidden: str) -> None:
    html = f"<p>Một {hidden}<ins>hai</ins> ba.</p>"
    assert clean(html) == "<p>Một hai ba.</p>"
    assert DELETED in removed_markup(html)


@pytest.mark.parametrize("html", [WORD_COMMENT, DOCS_COMMENT])
def test_comment_goes_and_what_it_is_about_stays(html: str) -> None:
    cleaned = clean(html)
    assert "Bí mật" not in cleaned and "[A1]" not in cleaned and "[a]" not in cleaned
    assert "Câu được bàn" in cleaned and "<p>Câu sau.</p>" in cleaned
    assert COMMENT in removed_markup(html)
    assert not any("liên kết" in removed for removed in removed_markup(html))


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE !important",
        "color:red;display:/**/none",
        "display:none;mso-hide:all",
        "mso-hide:all",
        "visibility:hidden",
        "visibility: collapse",
        "opacity:0",
        "opacity: 0.0",
        "font-size:0",
        "font-size:0pt",
        "font-size:1.0px",
        "font:0/0 a",
        "color:transparent",
        "color:rgba(0, 0, 0, 0)",
        "color:white;background:#FFF",
        "color:rgb(255, 255, 255);background-color:white",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "position:absolute;clip:rect(0 0 0 0)",
        "clip-path:inset(50%)",
        "height:0;overflow:hidden",
        "transform:scale(0)",
        "content-visibility:hidden",
    ],
)
@pytest.mark.parametrize("name", ["p", "span", "div", "b"])
def test_text_hidden_by_its_style_goes(style: str, name: str) -> None:
    html = f'Một <{name} style="{style}">Bí mật <i>nữa</i></{name}>hai'
    assert "mật" not in clean(html) and "nữa" not in clean(html)
    assert " ".join(clean(html).split()) == "Một hai"
    assert HIDDEN in removed_markup(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>Bí mật</p>",
        "<p hidden=''>Bí mật</p>",
        '<p title="x"hidden>Bí mật</p>',
        "<p/hidden>Bí mật</p>",
        "<p class=x style=display:none>Bí mật</p>",
        "<p style='display&colon;none'>Bí mật</p>",
        '<div popover="auto">Bí mật</div>',
        "<dialog>Bí mật</dialog>",
        "<title>Bí mật</title>",
        "<template><p>Bí mật</p></template>",
        "<comment>Bí mật</comment>",
        "<math><annotation>Bí mật</annotation></math>",
        "<video src='x'>Bí mật</video>",
        "<!-- Bí mật --><!--[if !mso]>Bí mật<![endif]-->",
        "<table><tr><td hidden>Bí mật<td></table>",
        "<ul><li hidden>Bí mật<li></ul>",
        "<p hidden>Bí mật<p>",
        "<p style='font-size:0'>Bí <b>mật</b></p>",
        "<p style='font-size:0'><span style='font-size:200%'>Bí mật</span></p>",
        "<div hidden><table><tr><td>a</div>Bí mật</td></tr></table></div>",
        "<b><div hidden></b>Bí mật</div>",
        "<div hidden><p style='display:block;visibility:visible;color:red'>Bí mật</p></div>",
    ],
)
def test_text_hidden_in_any_other_way_goes_and_its_neighbours_stay(html: str) -> None:
    cleaned = clean(f"<p>Trước</p>{html}<p>Sau</p>")
    assert "mật" not in cleaned
    assert "<p>Trước</p>" in cleaned and "<p>Sau</p>" in cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<p>Một <s>hai</s> ba</p>",
        "<p>Một <ins>hai</ins> <strike>ba</strike></p>",
        "<p><a style='mso-comment-reference:A_1'>Một</a> hai ba</p>",
        "<p style='text-decoration:line-through'>Một hai ba</p>",
        "<td style='background:navy'><p style='color:#fff'>Một hai ba</p></td>",
        "<p style='color:#fff;background:navy'>Một hai ba</p>",
        "<div style='font-size:0'><p style='font-size:16px'>Một hai ba</p></div>",
        "<div style='visibility:hidden'><p style='visibility:visible'>Một hai ba</p></div>",
        "<p style='font-size:10pt;opacity:1;overflow:hidden;width:100%'>Một hai ba</p>",
        "<p style='text-indent:-18.0pt;margin-left:36pt'>Một hai ba</p>",
        "<p style='font-family:\"display:none\"'>Một hai ba</p>",
        "<p aria-hidden=true class='msonormal hidden'>Một hai ba</p>",
        "<details><summary>Một</summary>hai ba</details>",
        "<dialog open>Một hai ba</dialog>",
        "<span hidden></span>Một hai ba",
        "<iframe/>Một hai ba",
        "<p><span hidden>x</p><p>Một hai ba</p>",
        "<p>Một <span class=msoIns><ins>hai</ins></span> ba</p>",
    ],
)
def test_text_that_is_seen_stays(html: str) -> None:
    for word in ("Một", "hai", "ba"):
        assert word in clean(html)


def test_text_that_an_editor_struck_through_stays_struck() -> None:
    assert clean("<p>Giá <s>100</s> 90 đồng</p>") == "<p>Giá <s>100</s> 90 đồng</p>"


@given(
    words=st.lists(st.sampled_from(["<b>", "</b>", "<p>", "</p>", "<li>", "<td>", "Bí mật"])),
    opening=st.sampled_from(["<div hidden>", "<template>", "<div style='display:none'>"]),
)
def test_nothing_within_a_hidden_block_comes_out(words: list[str], opening: str) -> None:
    end = "</template>" if opening == "<template>" else "</div>"
    assert "mật" not in clean(f"<p>Trước</p>{opening}{''.join(words)}{end}<p>Sau</p>")


@pytest.mark.django_db
def test_article_neither_stores_nor_shows_what_was_deleted_or_hidden() -> None:
    body = "<p>Một <del>bí mật</del></p><p hidden>bí mật</p><p>hai</p>"
    article = make_article(body=body)
    assert article.body == "<p>Một </p><p>hai</p>"
    Article.objects.filter(pk=article.pk).update(body=body)
    assert "bí mật" not in for_page(body)
