"""Saved pages made up in the shapes of the two sites, and how their words are compared."""

from importing.imported_page import (
    Block,
    BulletList,
    Heading,
    ImportedPage,
    Paragraph,
    PhotoPlaceholder,
)

NBSP = "\u00a0"
INDENT = NBSP * 4 + " " + NBSP * 4
TITLE = "Chi bộ Hội Làm vườn tổng kết công tác năm 2021"
LEAD = (
    "Ngày 20/12/2021, tại hội trường cơ quan, Chi bộ Hội Làm vườn tỉnh tổ chức hội nghị tổng kết "
    "công tác xây dựng Đảng năm 2021 và triển khai nhiệm vụ năm 2022."
)
FIRST = (
    "Trong năm qua, Chi bộ đã lãnh đạo đảng viên, người lao động hoàn thành các chỉ tiêu được "
    "giao, giữ vững kỷ cương và đoàn kết nội bộ trong điều kiện dịch bệnh phức tạp."
)
SECOND = (
    "Đảng viên gương mẫu chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước; "
    "không có đảng viên vi phạm đến mức phải xử lý kỷ luật."
)
LAST = "Hội nghị biểu quyết thông qua nghị quyết năm 2022 với sự thống nhất cao./."

TRA_VINH_TAIL = f"""
Tin khác
1{NBSP}2{NBSP}3{NBSP}4{NBSP}
TUYÊN TRUYỀN


{NBSP}

Thống kê truy cập
  • Đang online: 2
  • Hôm nay: 14
  • Trong tuần: 736
  • Tất cả: 439279"""
DONG_NAI_HEAD = f"""Tìm kiếm
{NBSP}

{NBSP}Nội dung bản tin

{NBSP}
"""
DONG_NAI_TAIL = f"""
In nội dung
Các tin đã đăng ngày:
Select a date from the calendar.
{NBSP}

{NBSP}Liên Kết Website

{NBSP}
Lượt truy cập:

LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT ĐỒNG NAI{NBSP * 9}* Chịu trách nhiệm chính:{NBSP}TS. A
DONG NAI UNION OF SCIENCE AND TECHNOLOGY ASSOCIATIONS{NBSP * 9}* Chịu trách nhiệm Biên tập:
* Địa chỉ: 281 Đường 30/4 - P.Quyết Thắng{NBSP * 9}- ThS. Nguyễn Văn B - PCT-TTK
* Điện thoại:0251.3946348 - Email:a@example.vn{NBSP * 9}-{NBSP}ThS. C - Chánh Văn phòng

Đăng nhập"""  # noqa: S608 (a page's text, not SQL)


def tra_vinh(*middle: str, title: str = TITLE, lead: str = LEAD, sign: str = "") -> str:
    """A page in the Trà Vinh shape: no stamp, indented paragraphs, "Tin khác" below."""
    text = "\n\n".join([f"{title}\n{lead}", *middle, *([sign] if sign else [])])
    return f"{text}\n{TRA_VINH_TAIL}"


def dong_nai(
    *middle: str,
    title: str = TITLE,
    lead: str = LEAD,
    stamp: str = "Cập nhật: 08-12-2021 02:50",
    sign: str = "",
) -> str:
    """A page in the Đồng Nai shape: boilerplate above, a stamp, paragraphs without indent."""
    head = "\n".join(part for part in (title, stamp, lead) if part)
    text = "\n\n".join([head, *middle, *([sign] if sign else [])])
    return f"{DONG_NAI_HEAD}{text}\n{DONG_NAI_TAIL}"


def indented(text: str) -> str:
    """A paragraph with the no-break indent of the Trà Vinh site."""
    return INDENT + text


def words_of(page: ImportedPage, stamp: str = "") -> list[str]:
    """The words that the page's parts hold, in the order in which a page prints them."""
    parts = [page.title, stamp, page.lead]
    for block in page.blocks:
        if isinstance(block, BulletList):
            parts.extend(block.items)
        elif isinstance(block, PhotoPlaceholder):
            parts.append(block.caption)
        else:
            parts.append(text_of(block))
    for byline in page.bylines:
        colon = "" if byline.role in {"", "Theo"} else ":"
        parts.append(f"{byline.role}{colon} {byline.name}")
    return " ".join(parts).split()


def kinds_of(page: ImportedPage) -> str:
    """One letter a block: p paragraph, h heading, l list, f place of a photo."""
    letters = {Paragraph: "p", Heading: "h", BulletList: "l", PhotoPlaceholder: "f"}
    return "".join(letters[type(block)] for block in page.blocks)


def text_of(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading)
    return block.text


def caption_of(block: Block) -> str:
    assert isinstance(block, PhotoPlaceholder)
    return block.caption


def items_of(block: Block) -> tuple[str, ...]:
    assert isinstance(block, BulletList)
    return block.items
