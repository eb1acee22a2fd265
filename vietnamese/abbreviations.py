"""What offices write short, and its long form, and what is spelled in several ways: each is typed
into a search for the other."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from vietnamese.spellings import bare

_TABLE = """
UBND ủy ban nhân dân; HĐND hội đồng nhân dân; MTTQ mặt trận tổ quốc; UBMTTQ ủy ban mặt trận tổ quốc;
TW trung ương; T.Ư trung ương; TƯ trung ương;
BCH ban chấp hành; BCHTW ban chấp hành trung ương; BTV ban thường vụ;
BCĐ ban chỉ đạo; BTC ban tổ chức; BTG ban tuyên giáo; BNV bộ nội vụ; VPCP văn phòng chính phủ;
TU tỉnh ủy; ĐU đảng ủy; ĐUK đảng ủy khối; ĐCSVN đảng cộng sản việt nam; ĐV đảng viên;
CB chi bộ; XHCN xã hội chủ nghĩa; CNXH chủ nghĩa xã hội; CHXHCN cộng hòa xã hội chủ nghĩa;
QH quốc hội; ĐBQH đại biểu quốc hội; TTCP thủ tướng chính phủ; TTg thủ tướng; CP chính phủ;
NQ nghị quyết; NĐ nghị định; QĐ quyết định; CT chỉ thị; KH kế hoạch; TT thông tư; KL kết luận;
LHH liên hiệp hội; LHHVN liên hiệp hội việt nam; KHKT khoa học kỹ thuật;
KH&KT khoa học và kỹ thuật; KHCN khoa học công nghệ; KH&CN khoa học và công nghệ;
KHCNĐMST khoa học công nghệ đổi mới sáng tạo; ĐMST đổi mới sáng tạo; SHTT sở hữu trí tuệ;
CNTT công nghệ thông tin; CNC công nghệ cao; CĐS chuyển đổi số; TTTT thông tin truyền thông;
TT&TT thông tin và truyền thông; ATTT an toàn thông tin; CSDL cơ sở dữ liệu;
GDĐT giáo dục đào tạo; GD&ĐT giáo dục và đào tạo; GDNN giáo dục nghề nghiệp; ĐH đại học;
THPT trung học phổ thông; THCS trung học cơ sở; HSSV học sinh sinh viên; GV giáo viên;
LĐLĐ liên đoàn lao động; CĐ công đoàn; HLHPN hội liên hiệp phụ nữ; LHPN liên hiệp phụ nữ;
HND hội nông dân; CCB cựu chiến binh; ĐTN đoàn thanh niên; TNCS thanh niên cộng sản;
TNTP thiếu niên tiền phong; CTĐ chữ thập đỏ; NCT người cao tuổi; VHNT văn học nghệ thuật;
NTM nông thôn mới; OCOP mỗi xã một sản phẩm; HTX hợp tác xã;
NN&PTNT nông nghiệp và phát triển nông thôn;
NNPTNT nông nghiệp phát triển nông thôn; PTNT phát triển nông thôn; TNMT tài nguyên môi trường;
TN&MT tài nguyên và môi trường; BVMT bảo vệ môi trường; BĐKH biến đổi khí hậu;
BVTV bảo vệ thực vật;
ĐBSCL đồng bằng sông cửu long; ĐBSH đồng bằng sông hồng; TP thành phố; TPHCM thành phố hồ chí minh;
TP.HCM thành phố hồ chí minh; HCM hồ chí minh; HN hà nội; VN việt nam; TX thị xã; TT thị trấn;
TT trung tâm; P phường; Q quận; H huyện; X xã; PV phóng viên; ĐC đồng chí;
KCN khu công nghiệp; KKT khu kinh tế; CCN cụm công nghiệp; GTVT giao thông vận tải;
ATGT an toàn giao thông; TNGT tai nạn giao thông; XDCB xây dựng cơ bản; QSDĐ quyền sử dụng đất;
BHYT bảo hiểm y tế; BHXH bảo hiểm xã hội; BHTN bảo hiểm thất nghiệp; ATTP an toàn thực phẩm;
VSATTP vệ sinh an toàn thực phẩm; PCD phòng chống dịch; KCB khám chữa bệnh; TTYT trung tâm y tế;
DS&KHHGĐ dân số và kế hoạch hóa gia đình; KHHGĐ kế hoạch hóa gia đình;
CCHC cải cách hành chính; TTHC thủ tục hành chính; DVC dịch vụ công; DVCTT dịch vụ công trực tuyến;
CBCC cán bộ công chức; CBCCVC cán bộ công chức viên chức; CNVCLĐ công nhân viên chức lao động;
PCTN phòng chống tham nhũng; PCTT phòng chống thiên tai; TKCN tìm kiếm cứu nạn;
PCCC phòng cháy chữa cháy; CNCH cứu nạn cứu hộ; ANTT an ninh trật tự; TTATXH trật tự an toàn xã hội;
QPAN quốc phòng an ninh; LLVT lực lượng vũ trang; CA công an; CAND công an nhân dân;
TAND tòa án nhân dân; VKSND viện kiểm sát nhân dân; PBGDPL phổ biến giáo dục pháp luật;
KTXH kinh tế xã hội; KT-XH kinh tế xã hội; LĐTBXH lao động thương binh xã hội;
LĐTB&XH lao động thương binh và xã hội; KHĐT kế hoạch đầu tư; KH&ĐT kế hoạch và đầu tư;
VHTTDL văn hóa thể thao du lịch; VHTT&DL văn hóa thể thao và du lịch; TDTT thể dục thể thao;
DN doanh nghiệp; DNNVV doanh nghiệp nhỏ và vừa; DNNN doanh nghiệp nhà nước; NSNN ngân sách nhà nước;
XKLĐ xuất khẩu lao động; TMĐT thương mại điện tử; NCKH nghiên cứu khoa học; STKT sáng tạo kỹ thuật;
CLB câu lạc bộ; GS giáo sư; PGS phó giáo sư; TS tiến sĩ; ThS thạc sĩ;
BS bác sĩ; KS kỹ sư; CN cử nhân; BGH ban giám hiệu; BGĐ ban giám đốc; HĐQT hội đồng quản trị;
TVPB tư vấn phản biện; TVPB&GĐXH tư vấn phản biện và giám định xã hội; GĐXH giám định xã hội;
CV công văn; TB thông báo; QL quốc lộ; TL tỉnh lộ; ĐT đường tỉnh; BVĐK bệnh viện đa khoa;
UBKT ủy ban kiểm tra; BCT bộ chính trị; BBT ban bí thư; BTVTU ban thường vụ tỉnh ủy; HU huyện ủy;
GPMB giải phóng mặt bằng; ĐVTN đoàn viên thanh niên; NLĐ người lao động; QLNN quản lý nhà nước;
BCHQS ban chỉ huy quân sự; KTTT kinh tế tập thể; KTS kinh tế số; SBD số báo danh;
TBLS thương binh liệt sĩ; NVQS nghĩa vụ quân sự; BR-VT bà rịa vũng tàu; TBXH thương binh xã hội
"""
# Names and foreign words; those between two bars are one.
_SPELLED = """
đắk lắk; đắc lắc; daklak; darlac | đắk nông; đắc nông; daknong | kon tum; kontum; công tum
buôn ma thuột; buôn mê thuột; buôn mê thuộc; ban mê thuột | pleiku; plei ku; plây cu
khmer; khơ me; khơme | campuchia; cam pu chia; căm pu chia | úc; australia; ô xtrây li a
thái lan; thailand | singapore; singapo; xinh ga po | vắc xin; vaccine; vaccin; vacxin
covid; cô vít; cô vi; corona | internet; in tơ nét | video; vi đê ô | email; thư điện tử
wifi; wi fi | online; trực tuyến | website; trang web; trang thông tin điện tử
ok om bok; óc om bóc; oóc om bóc | sene dolta; sen dolta; sel dolta; sen đôn ta
chol chnam thmay; chôl chnăm thmei; chol chnam thmey; chôn chnăm thmây
heo; lợn | bắp; ngô | đậu phộng; lạc | khoai mì; sắn | xe gắn máy; xe máy | ha; hecta; héc ta
m2; mét vuông | km; ki lô mét; cây số | tr; triệu | tết âm lịch; tết nguyên đán
khởi nghiệp; startup
bác hồ; chủ tịch hồ chí minh | ukraine; ucraina; u crai na; ukraina
axit; acid; a xít | oxy; oxi; ô xy; ô xi | tivi; ti vi | radio; ra đi ô | photo; phô tô
"""


def _read() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for entry in _TABLE.replace("\n", " ").split(";"):
        short, _, long = entry.strip().partition(" ")
        words = tuple(long.strip().split(" "))
        if "&" in short:
            yield (short.lower().replace("&", ""),), words  # KHKT is khoa học và kỹ thuật, too
        for joint in "&.-":
            short = short.replace(joint, " ")
        yield tuple(short.lower().split(" ")), words


def _spelled() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for group in _SPELLED.replace("\n", "|").split("|"):
        yield from combinations([tuple(each.split()) for each in group.split(";")], 2)


# By the bare words, each with what may stand in their place.
_OTHERS: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
for _one, _other in (*_read(), *_spelled()):
    for _from, _to in ((_one, _other), (_other, _one)):
        _OTHERS.setdefault(tuple(map(bare, _from)), []).append(_to)
_LONGEST = max(map(len, _OTHERS))


def in_other_form(words: Sequence[str]) -> Iterator[list[str]]:
    """The words with one abbreviation among them written out, one long form abbreviated, or one
    name spelled otherwise; and with all that is short written out, or all that is long short."""
    bared = [bare(word) for word in words]
    yield from (each for each in _all_in_other_form(words, bared) if each != list(words))
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            for other in _OTHERS.get(tuple(bared[start : start + length]), ()):
                yield [*words[:start], *other, *words[start + length :]]


def _all_in_other_form(words: Sequence[str], bared: list[str]) -> Iterator[list[str]]:
    for is_longer in (True, False):
        written: list[str] = []
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST, len(words) - place), 0, -1):
                here = tuple(bared[place : place + length])
                others = (
                    each for each in _OTHERS.get(here, ()) if is_longer is _is_short(here, each)
                )
                if other := next(others, None):
                    written += other
                    break
            else:
                written.append(words[place])
            place += length
        yield written


def _is_short(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len("".join(words)) < len("".join(other))
