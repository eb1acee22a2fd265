"""The words of the invented articles. In each list the commonest stand first: the n-th is used
about 1/n as often as the first, as words are in real texts."""

BODIES = """
Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh; Chi bộ Liên hiệp Hội; Ủy ban nhân dân tỉnh; Tỉnh ủy;
Sở Khoa học và Công nghệ; Hội Nông dân tỉnh; Đoàn Thanh niên; Hội Liên hiệp Phụ nữ; Ban Tuyên
giáo; Sở Nông nghiệp và Môi trường; Hội đồng nhân dân; Mặt trận Tổ quốc; Liên đoàn Lao động; Sở
Giáo dục và Đào tạo; Sở Y tế; Đảng ủy khối; Hội Cựu chiến binh; Hội Làm vườn; Hội Thủy sản; Hội
Kiến trúc sư; Hội Luật gia; Hội Đông y; Trường Cao đẳng nghề; Trung tâm Khuyến nông; Hội Điện lực;
Hội Cầu đường; Ban Quản lý khu kinh tế; Hội Tin học; Hội Nữ trí thức; Hội Khuyến học; Bộ đội Biên
phòng; Hội Hóa học
"""

EVENTS = """
hội nghị; hội thảo; lớp tập huấn; buổi làm việc; lễ trao giải; cuộc họp; đại hội; chương trình;
buổi tọa đàm; chuyến khảo sát; hội thi; lễ phát động; buổi sinh hoạt chuyên đề; diễn đàn; lễ ra
quân; buổi nghiệm thu; lễ kỷ niệm; triển lãm; cuộc thi viết; hội chợ; ngày hội; buổi đối thoại;
đợt hiến máu
"""

SUBJECTS = """
phát triển kinh tế; khoa học và công nghệ; xây dựng nông thôn mới; chuyển đổi số; đổi mới sáng
tạo; bảo vệ môi trường; sản xuất lúa gạo; nuôi trồng thủy sản; phản biện xã hội; giám định dự án;
học tập và làm theo Bác; an toàn thực phẩm; phòng chống xâm nhập mặn; sáng tạo kỹ thuật; cải cách
hành chính; chăm sóc sức khỏe; ứng phó biến đổi khí hậu; năng lượng mặt trời; trồng dừa hữu cơ;
truy xuất nguồn gốc; sở hữu trí tuệ; xử lý rác thải; tiết kiệm điện; phòng cháy chữa cháy; nước
sạch nông thôn; cây ăn trái; chăn nuôi bò sữa; phổ biến kiến thức; trí tuệ nhân tạo; thương mại
điện tử; du lịch sinh thái; điện gió; giống lúa chịu mặn; nuôi tôm công nghệ cao; kinh tế tuần
hoàn; bảo tồn rừng ngập mặn; dạy nghề; đê bao; văn hóa Khmer; y học cổ truyền; cầu dây văng; vật
liệu không nung; nấm dược liệu; ong mật; hoa kiểng
"""

ACTIONS = """
triển khai; tổ chức; tăng cường; đẩy mạnh; thực hiện; phối hợp; hoàn thành; nâng cao; hướng dẫn;
đánh giá; ứng dụng; nhân rộng; tuyên truyền; kiểm tra; đề xuất; nghiên cứu; hỗ trợ; khắc phục; góp
ý; biểu dương; rà soát; thẩm định; chuyển giao; vận động; khánh thành; ký kết; tổng kết; giám sát;
bồi dưỡng
"""

THINGS = """
nhiệm vụ; kế hoạch; giải pháp; đề tài; mô hình; dự án; công tác; chất lượng; nghị quyết; phong
trào; kết quả; hiệu quả; quy trình; năng suất; kinh nghiệm; chỉ tiêu; kinh phí; kỹ thuật; thiết
bị; phần mềm; báo cáo; hồ sơ; sáng kiến; tiêu chuẩn; đề án; thị trường; hợp đồng; giống cây; nguồn
vốn; nhà kính; bản đồ
"""

PEOPLE_KINDS = """
cán bộ; đảng viên; nông dân; hội viên; nhà khoa học; trí thức; đoàn viên; học sinh; giáo viên; kỹ
sư; người dân; bác sĩ; sinh viên; công nhân; chuyên gia; doanh nghiệp; hợp tác xã; phụ nữ; cựu
chiến binh
"""

QUALITIES = """
thiết thực; hiệu quả; kịp thời; đồng bộ; bền vững; chặt chẽ; rõ nét; tích cực; sâu rộng; cụ thể;
thường xuyên; sáng tạo; công khai; khoa học; quyết liệt; vững chắc; toàn diện; bài bản; nghiêm túc
"""

POSTS = """
đồng chí Bí thư Chi bộ; đồng chí Chủ tịch Liên hiệp Hội; ông Phó Chủ tịch; bà Trưởng ban; Giáo sư;
Tiến sĩ; Thạc sĩ; kỹ sư; bác sĩ; nhà giáo; bà Giám đốc; ông Chánh Văn phòng; đồng chí Phó Bí thư
"""

PLACES = """
Trà Vinh; Đồng Nai; Biên Hòa; Càng Long; Cầu Kè; Tiểu Cần; Duyên Hải; Châu Thành; Long Khánh; Trà
Cú; Cầu Ngang; Xuân Lộc; Trảng Bom; Vĩnh Cửu; Định Quán; Tân Phú; Nhơn Trạch; Long Thành; Thống
Nhất; Cẩm Mỹ; Phương Thạnh; Mỹ Long; Hòa Minh; Long Hữu; Đại An; Ngãi Hùng; Thanh Mỹ; Lương Hòa;
Hiệp Thạnh
"""

SURNAMES = """
Nguyễn; Trần; Lê; Phạm; Huỳnh; Võ; Phan; Trương; Bùi; Đặng; Đỗ; Ngô; Hồ; Dương; Đinh; Thạch; Kim;
Sơn; Lâm; Mai; Tô; Cao; Châu; Tạ; Quách; Lưu; Vương; Đoàn; Khưu; Nhan
"""

MIDDLE_NAMES = (
    "Văn; Thị; Minh; Thanh; Ngọc; Hoàng; Hữu; Quốc; Thúy; Kim; Đức; Xuân; Công; Mỹ; Hồng; Bá"
)

GIVEN_NAMES = """
Hùng; Lan; Dũng; Hương; Tuấn; Hoa; Phúc; Nga; Vũ; Thủy; Long; Mai; Khoa; Yến; Hải; Trang; Nghĩa;
Loan; Thắng; Diễm; Quang; Phượng; Tâm; Hòa; Đạt; Vy; Bình; Nhung; Khang; Thảo; Lộc; Quyên; Sáng;
Tuyền; Kiệt
"""

# Sentences: each {word} is drawn anew from the list of that name.
SENTENCES = [
    "{Body} vừa {action} {event} về {subject} tại {place}.",
    "Tham dự {event} có {post} {person} cùng {number} {kind} đến từ {place} và {place}.",
    "Phát biểu tại {event}, {post} {person} đề nghị {body} {action} {thing} {quality} hơn.",
    "Nhờ {action} {thing} về {subject}, {kind} ở {place} đã thu được {number} triệu đồng mỗi năm.",
    "Theo kế hoạch số {document}, {body} sẽ {action} {number} {thing} trước ngày {date}.",
    "{Kind} được {action} {thing}, qua đó việc {subject} ngày càng {quality}.",
    "Đến nay toàn tỉnh có {number} {thing} về {subject}, tăng {percent}% so với cùng kỳ.",
    "Việc {action} {thing} gắn với {subject} phải {quality}, {quality}, không chạy theo hình thức.",
    "Ông {person}, ngụ xã {place}, cho biết gia đình ông đã {action} {thing} từ năm {year}.",
    "Bà {person} chia sẻ: “Trước đây ít ai biết {action} {thing}, nay đã {quality} hơn nhiều”.",
    "Trong đó có {number} {thing} do {body} {action}, với kinh phí {number} triệu đồng.",
    "Cùng ngày, {body} và {body} ký chương trình phối hợp về {subject} giai đoạn {year}–{year}.",
    "Đây là {event} {quality} nhằm giúp {kind} {action} {thing} về {subject}.",
    "Quyết định {document} ngày {date} của {body} nêu rõ: {action} {subject} là {thing} hàng đầu.",
    "Tuy nhiên, việc {action} {thing} ở {place} còn chậm; {kind} chưa nắm hết {thing} mới.",
    "Thời gian tới, {kind} tiếp tục {action} {subject}, {action} {thing} và {action} {thing}.",
    "Kết thúc {event}, ban tổ chức trao {number} giấy khen cho {kind} có {thing} {quality}.",
    "Năm {year}, {place} là địa phương đầu tiên {action} {thing} {subject}.",
]

TITLES = [
    "{Body} {action} {event} về {subject}",
    "{place}: {kind} {action} {thing} {subject}",
    "{Event} {subject} tại {place}",
    "{Action} {thing} {subject} ở {place}",
    "{Kind} {place} với phong trào {subject}",
    "{number} {kind} dự {event} {subject}",
    "{Body} {action} {thing} năm {year}",
    "Từ {thing} {subject} đến đời sống {kind}",
]

RUN_IN_HEADINGS = ["Kết quả {quality}", "{Action} {thing}", "Về {subject}", "Khó khăn ở {place}"]

CAPTIONS = [
    "Quang cảnh {event} về {subject}.",
    "{Post} {person} phát biểu tại {event}.",
    "{Kind} {place} tham quan {thing} {subject}.",
    "Trao giấy khen cho {kind} có {thing} {quality}.",
]

# Both stand in most articles: the hardest thing to search for.
COMMON_WORDS = "phát triển"
