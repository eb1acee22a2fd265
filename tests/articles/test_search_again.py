"""A query whose phrase stands nowhere is read again: as typed without an input method, with a slip,
joined, short for long, cut, asked."""

import pytest

from articles import search
from articles.models import Article
from tests.support.factories import make_article, make_byline, make_photo

pytestmark = pytest.mark.django_db


def found(query: str, is_literal: bool = False) -> tuple[list[str], str]:
    """The titles of the hits, and what was looked for."""
    hits = search.find(Article.objects.published(), query, 0, 10, is_literal)
    return [hit.article.title for hit in hits.hits], hits.query


@pytest.mark.parametrize(
    ("title", "query", "meant"),
    [
        ("Đảng bộ tỉnh họp", "ddangr bo65 tinhr", "đảng bộ tỉnh"),
        ("Người nông dân giỏi", "nguwowif noong daan", "người nông dân"),
        ("Hội nghị khoa học kỹ thuật", "hội nghị khao học", "hội nghị khoa học"),
        ("Hội nghị khoa học kỹ thuật", "hooij nghị", "hội nghị"),
        ("Hội nghị khoa học kỹ thuật", "hoi nghj khoa hoc", "hoi nghi khoa hoc"),
        ("Ông Thạch Sô Phi nhận giải", "Thạch Sô Phii", "thạch sô phi"),
        ("Hội nghị chi bộ", "hội nghị chibo", "hội nghị chi bo"),
        ("Phòng, chống dịch Covid-19", "chong dich covid19", "chong dich covid 19"),
        ("Phát wifi miễn phí", "phát wi-fi", "phát wifi"),
        ("UBND tỉnh Đồng Nai họp", "ủy ban nhân dân tỉnh đồng nai", "ubnd tỉnh đồng nai"),
        ("Ủy ban nhân dân tỉnh họp", "UBND tỉnh", "ủy ban nhân dân tỉnh"),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật họp", "KHKT", "khoa học và kỹ thuật"),
        ("Sở Tài nguyên và Môi trường", "tnmt", "tài nguyên và môi trường"),
        ("Đồng bằng sông Cửu Long", "dbscl", "đồng bằng sông cửu long"),
        ("Liên hiệp Hội là gì với trí thức", "Liên hiệp Hội ở đâu", "liên hiệp hội"),
        (
            "Giao lưu văn nghệ mừng xuân mới",
            "giao lưu văn nghệ xem mừng xuân",
            "giao lưu văn nghệ mừng xuân",
        ),
        ("Nghị quyết số 29-NQ/TW về giáo dục", "Nghị quyết 29", "nghị quyết số 29"),
        ("Kỷ niệm 2/9/1945 ở tỉnh", "ngày 2 tháng 9 năm 1945", "2/9/1945"),
        ("Kỷ niệm 2/9/1945 ở tỉnh", "ngay 2 thang 9 nam 1945", "2/9/1945"),
        ("Cúp điện ngày 3/2 tại xã", "cúp điện mùng 3 tháng 2", "cúp điện 3 2"),
        ("Nộp hồ sơ trước 17h30 hôm nay", "trước 17 giờ 30", "trước 17h30"),
        ("Nộp hồ sơ trước 17:30 hôm nay", "trước 17h30", "trước 17 30"),
        ("Khai mạc lúc 7 giờ sáng", "khai mạc lúc 7h", "khai mạc lúc 7 giờ"),
        ("Quyết định số 1234/QĐ-UBND", "qđ1234", "quyết định số 1234"),
        ("Nghị quyết 18-NQ/TW: sắp xếp bộ máy", "nq18", "nghị quyết 18"),
        ("Thông tư 78/2021/TT-BTC về hóa đơn", "tt78", "thông tư 78"),
        ("Công văn số 567/SKHCN-QLKH", "cv 567", "công văn số 567"),
        ("Bắn rơi máy bay B-52", "b52", "b 52"),
        ("Máy bay P-8A ghé cảng", "p8a", "p 8a"),
        ("Lớp 10A5 thắng", "lớp 10 a5", "lớp 10a5"),
        ("Thông xe quốc lộ 60", "ql60", "quốc lộ 60"),
        ("Giá lúa OM5451 tăng", "om 5451", "om5451"),
        ("Xin gọi 1900 1006", "19001006", "1900 1006"),
        ("Có 1.250.000 liều", "1 250 000 liều", "1250000 liều"),
        ("Thu ngân sách quý III tăng", "ngân sách quý 3", "ngân sách quý iii"),
        ("Thu ngân sách quý 3 tăng", "ngân sách quý III", "ngân sách quý 3"),
        ("Hội thi Sáng tạo lần thứ 12", "hội thi sáng tạo XII", "hội thi sáng tạo lần thứ 12"),
        ("Đại hội lần thứ XIV của Đảng", "đại hội 14", "đại hội lần thứ xiv"),
        ("Hội thi Sáng tạo kỹ thuật", "hoithi sangtao", "hoi thi sang tao"),
        ("Đoàn thăm tỉnh Đắk Lắk", "đắc lắc", "đắk lắk"),
        ("Tiêm vắc-xin cho đàn bò", "vaccine", "vắc xin"),
        ("Lớp chữ Khmer khai giảng", "chữ khơ-me", "chữ khmer"),
        ("Đêm hội Ok Om Bok", "óc om bóc", "ok om bok"),
        ("Đồng chí Đỗ Đình Đức", "ddoox ddinhf ddwsc", "đỗ đình đức"),
        ("Ông Krông Pắk Sinh", "krông pắc sinh", "krông pắk sinh"),
        ("Thăm đồng bào Chơ Ro", "đồng bào chơ ra", "đồng bào chơ ro"),
        ("Hội thi Sáng tạo kỹ thuật", "hoithisangtaokythuat", "hoi thi sang tao ky thuat"),
        ("Kỷ niệm ba mươi năm thành lập", "kỷ niệm 30 năm", "kỷ niệm ba mươi năm"),
        ("Kỷ niệm 35 năm thành lập", "ba mươi lăm năm thành lập", "35 năm thành lập"),
        ("Mít tinh mừng 30/4 và 1/5", "ba muoi thang tu", "30 4"),
        ("Cách mạng Tháng Tám thành công", "cách mạng tháng 8", "cách mạng tháng tám"),
        ("Đại hội lần thứ XIV của Đảng", "đại hội mười bốn", "đại hội lần thứ xiv"),
        ("Ngày 20/11 tri ân thầy cô", "20.11", "20 11"),
        ("Nghị định 15/2021/NĐ-CP", "nghị định số 15 năm 2021", "nghị định 15 2021"),
        ("Hội đồng nhân dân thành phố họp", "HĐND TP", "hội đồng nhân dân thành phố"),
        ("PGS.TS Lê Văn Hùng", "phó giáo sư tiến sĩ lê văn hùng", "pgs ts lê văn hùng"),
        ("Lịch cúp điện phường 7", "cúp điện p7", "cúp điện phường 7"),
        ("H. Cầu Kè được mùa", "huyện cầu kè", "h cầu kè"),
        ("Ban Chấp hành Trung ương họp", "BCH T.Ư", "ban chấp hành trung ương"),
        ("Giá lợn hơi tăng", "giá heo hơi", "giá lợn hơi"),
        ("Đường dài 3,5 km thông xe", "dài 3.5km", "dài 3,5 km"),
        ("Đường dài 3,5km thông xe", "dài 3,5 km", "dài 3 5km"),
        ("Nhà rộng 500 m2 bàn giao", "500m²", "500 m2"),
        ("Nhà rộng 500m2 bàn giao", "500 mét vuông", "500m2"),
        ("Thưởng 10 triệu đồng", "thưởng 10tr", "thưởng 10 triệu"),
        ("Họp ngày 5 tháng 9 năm 2021", "9/2021", "9 năm 2021"),
        ("Họp ngày 5 tháng 9 tại xã", "họp ngày 5/9", "họp ngày 5 tháng 9"),
        ("Liên hiệp hội khoa học kỹ thuật", "liên hiệp các hội khoa học", "liên hiệp hội khoa học"),
        ("Ông Nguyễn Văn Bé nhận huân chương", "đồng chí Nguyễn Văn Bé", "nguyễn văn bé"),
        ("Hội thi Sáng tạo trẻ trao giải", "kết quả hội thi sáng tạo", "hội thi sáng tạo"),
        ("Hội thi Sáng tạo trẻ trao giải", "hội thi sáng tạo năm 2021", "hội thi sáng tạo"),
        ("Trồng dừa sáp ở Cầu Kè", "cách trồng dừa sáp như thế nào", "trồng dừa sáp"),
    ],
)
def test_what_was_meant_is_found_and_said(title: str, query: str, meant: str) -> None:
    make_article(title="Chuyện khác hẳn", lead="", body="")
    make_article(title=title, lead="", body="")
    titles, looked_for = found(query)
    assert titles[:1] == [title]
    assert looked_for == meant
    assert found(query, is_literal=True)[1] == query


@pytest.mark.parametrize(
    "typed", ["trajm ddo Lajng Cof", "tram5 d9o lang5 co2", "Lajng Cof ddo mawjn"]
)
def test_words_typed_without_an_input_method_are_found_apart(typed: str) -> None:
    make_article(title="Chuyện khác hẳn", lead="", body="")
    make_article(title="Trạm đo độ mặn ở xã Lạng Cò", lead="", body="")
    titles, looked_for = found(typed)
    assert titles == ["Trạm đo độ mặn ở xã Lạng Cò"]
    assert "lạng cò" in looked_for
    assert found(typed, is_literal=True) == ([], typed)


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Xâm nhập mặn ở ĐBSCL", "đồng bằng sông cửu long xâm nhập mặn"),
        ("Trường ĐH Trà Vinh công bố điểm chuẩn", "dai hoc tra vinh diem chuan"),
        ("LHH tỉnh tổng kết công tác năm", "liên hiệp hội tổng kết"),
        ("Quý III thu ngân sách đạt 78%", "thu ngân sách quý 3"),
        ("Lịch cúp điện phường 7 từ ngày 3/2", "cúp điện mùng 3 tháng 2"),
    ],
)
def test_words_written_otherwise_are_found_apart(title: str, typed: str) -> None:
    make_article(title="Chuyện khác hẳn", lead="", body="")
    make_article(title=title, lead="", body="")
    titles, looked_for = found(typed)
    assert titles == [title]
    assert looked_for != typed
    assert found(typed, is_literal=True) == ([], typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xuất khẩu dừa sápp", "xuất khẩu dừa sáp"),
        ("xuat khau dua sapp", "xuat khau dua sap"),
        ("nogn dân dừa sáp", "nông dân dừa sáp"),
    ],
)
def test_slips_are_undone_in_words_that_stand_apart(typed: str, meant: str) -> None:
    make_article(title="Chuyện khác hẳn", lead="", body="<p>Sập cầu, khâu vá</p>")
    make_article(title="Nông dân xã Hòa Ân trồng dừa sáp", lead="", body="<p>để xuất khẩu.</p>")
    titles, looked_for = found(typed)
    assert titles == ["Nông dân xã Hòa Ân trồng dừa sáp"]
    assert looked_for == meant
    assert found(typed, is_literal=True)[0] == []


def test_title_that_has_all_words_in_another_order_is_no_slip_of_another_phrase() -> None:
    make_article(title="Khánh thành chung cư ca sĩ tỷ phú", lead="", body="")
    make_article(title="Khác", lead="", body="<p>Vui chung của ca sĩ tỷ phú khánh thành nhà.</p>")
    query = "chung cư ca sĩ tỷ phú khánh thành"
    assert found(query) == (["Khánh thành chung cư ca sĩ tỷ phú"], query)


@pytest.mark.parametrize(
    ("explained", "title", "query", "meant"),
    [
        (
            "Viện Nghiên cứu Dừa Sáp (VNCDS) ra mắt",
            "Viện nghiên cứu dừa sáp mở cửa",
            "VNCDS mở cửa",
            "viện nghiên cứu dừa sáp mở cửa",
        ),
        (
            "QBVMT: Quỹ bảo vệ môi trường",
            "Ra mắt Quỹ bảo vệ môi trường",
            "ra mắt qbvmt",
            "ra mắt quỹ bảo vệ môi trường",
        ),
        (
            "Quỹ Khoa học và Kỹ thuật Trẻ (QKHKTT) ra mắt",
            "QKHKTT mở cửa",
            "quỹ khoa học và kỹ thuật trẻ mở cửa",
            "qkhktt mở cửa",
        ),
    ],
)
def test_abbreviations_are_those_that_the_archive_explains(
    explained: str, title: str, query: str, meant: str
) -> None:
    make_article(title=explained, lead="", body="")
    make_article(title=title, lead="", body="")
    titles, looked_for = found(query)
    assert (titles, looked_for) == ([title], meant)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("kỹ thuật, lý luận, bác sĩ, quý khách", "kĩ thuật"),
        ("kỹ thuật, lý luận, bác sĩ, quý khách", "lí luận"),
        ("kỹ thuật, lý luận, bác sĩ, quý khách", "bác sỹ quí khách"),
        ("Nghị quyết 29-NQ/TW", "29 NQ TW"),
        ("Nghị quyết 29-NQ/TW", "29–NQ–TW"),
        ("Nghị quyết 29-NQ/TW", "nghị quyết 29"),
        ("Nghị định 42/2022/NĐ-CP", "42 - 2022 - nd - cp"),
        ("tổng số 4.401 người", "4401 người"),
        ("tổng số 4401 người", "4.401 người"),
        ("mừng 2/9 vui", "mừng 02-09 vui"),
        ("Gọi 0294 3855 123 ngay", "02943855123"),
        ("Gọi 02943855123 ngay", "0294.3855123"),
        ("khí CO₂ và 𝐇𝟐𝐎", "khi co2"),
        ("khí CO₂ và 𝐇𝟐𝐎", "H2O"),
        ("Ngày 27/5/2020 họp", "5/2020"),
        ("Ngày 3/2/1930 thành lập Đảng", "03-02-1930"),
    ],
)
def test_the_same_words_in_another_spelling_need_no_second_reading(text: str, query: str) -> None:
    make_article(title="A", lead="", body=f"<p>{text}</p>")
    make_article(title="B", lead="", body="<p>khác</p>")
    titles, looked_for = found(query)
    assert titles == ["A"]
    assert looked_for == query


def test_a_phrase_that_stands_somewhere_is_never_read_otherwise() -> None:
    make_article(title="Nghj quyết", lead="", body="")
    make_article(title="Nghị quyết", lead="", body="")
    assert found("nghj quyết") == (["Nghj quyết"], "nghj quyết")


def test_a_title_is_found_by_its_beginning_before_its_last_word_is_whole() -> None:
    make_article(title="Sáng tạo kỹ thuật trẻ", lead="", body="")
    make_article(title="Sáng tạo", lead="", body="<p>kỹ thuật</p>")
    assert found("sáng tạo kỹ th") == (["Sáng tạo kỹ thuật trẻ"], "sáng tạo kỹ th…")
    assert found("sáng tạo kỹ th", is_literal=True)[0] == []


def test_words_apart_come_by_how_many_of_their_pairs_stand_together() -> None:
    make_article(title="Y tế", lead="", body="<p>bảo hiểm cho học sinh</p>")
    make_article(title="Bảo tế", lead="", body="<p>y sinh học hiểm</p>")
    assert found("bảo hiểm y tế học sinh")[0] == ["Y tế", "Bảo tế"]


def test_most_of_the_words_are_shown_apart_where_nothing_holds_them_all() -> None:
    make_article(title="Lễ hội Ok Om Bok ở Trà Vinh", lead="", body="")
    hits = search.find(Article.objects.published(), "lễ hội Ok Om Bok năm zzzz qqqq", 0, 10)
    assert hits.hits == []
    assert [hit.article.title for hit in hits.near] == ["Lễ hội Ok Om Bok ở Trà Vinh"]


def test_captions_and_bylines_come_after_bodies() -> None:
    beside = make_article(title="Ảnh", lead="", body="")
    make_photo(beside, caption="Thạch Sô Phi")
    named = make_article(title="Tên", lead="", body="")
    make_byline(named, name="Thạch Sô Phi")
    make_article(title="Thân", lead="", body="<p>Thạch Sô Phi</p>")
    for query in ("thạch sô phi", "thạch", "thach so phi", "phi"):
        assert found(query)[0][:1] == ["Thân"]
        assert len(found(query)[0]) == 3


def test_it_is_counted_how_many_hold_the_phrase_and_how_many_the_words() -> None:
    make_article(title="Chi bộ họp", lead="", body="")
    make_article(title="Bộ ngành và chi hội", lead="", body="")
    hits = search.find(Article.objects.published(), "chi bộ", 0, 10)
    assert (hits.phrases, hits.apart, hits.total_is_capped) == (1, 1, False)


def test_words_of_a_deleted_article_mislead_nobody() -> None:
    make_article(title="Nghị quyết", lead="", body="").delete()
    make_article(title="Tin", lead="", body="")
    assert found("nghj quyết") == ([], "nghj quyết")
