"""The words of the archive that searching is measured with: two vocabularies that share no word
but those of every sentence, so that what is tuned on the one is tried on the other."""

FUNCTION_WORDS = """
của và trong cho các được với là những này từ đã khi có về theo tại đến để cũng năm một nhiều
không vào sau trên
"""

TUNED = """
nông nghiệp; chi bộ; đảng viên; nghị quyết; khoa học; kỹ thuật; lý luận; bác sĩ; xã hội; bảo hiểm;
y tế; học sinh; hội nghị; hội thảo; đại hội; nhiệm kỳ; ủy ban; nhân dân; tuyên giáo; dân vận;
kiểm tra; giám sát; tổ chức; cán bộ; công chức; đào tạo; bồi dưỡng; quy hoạch; luân chuyển;
kết nạp; khen thưởng; kỷ luật; phản biện; giám định; tư vấn; sáng tạo; đổi mới; công nghệ;
thông tin; truyền thông; thủy sản; chăn nuôi; trồng trọt; lúa gạo; cây trồng; vật nuôi; phân bón;
tưới tiêu; xâm nhập; hạn mặn; đê điều; rừng ngập; ven biển; khí hậu; môi trường; rác thải;
nước sạch; năng lượng; mặt trời; điện gió; doanh nghiệp; hợp tác; liên kết; thị trường; xuất khẩu;
giá trị; chuỗi cung; sản phẩm; thương hiệu; truy xuất; nguồn gốc; sở hữu; trí tuệ; bản quyền;
sáng chế; giải pháp; hữu ích; mô hình; thí điểm; nhân rộng; ngân sách; đầu tư; dự toán;
quyết toán; tiết kiệm; lãng phí; tham nhũng; tiêu cực; minh bạch; công khai; cải cách; hành chính;
thủ tục; dịch vụ; trực tuyến; chữ ký; dữ liệu; nền tảng; an ninh; bảo mật; hòa bình; thúy kiều;
khỏe mạnh; tỷ lệ; mỹ thuật; quý khách; kỳ thi; hy vọng; vật lý; thế kỷ; ký kết; hủy bỏ; tuần hoàn;
văn hóa; hóa chất; tòa nhà; lũy kế; thủy triều; ủy viên; lý lịch; cầu đường; bến cảng; sân bay;
đô thị; nhà ở; xây dựng; kiến trúc; thiết kế; thi công; nghiệm thu; luật gia; pháp luật; hòa giải;
khiếu nại; tố cáo; tiếp dân; trợ giúp; công lý; tòa án; kiểm sát; phụ nữ; thanh niên; cựu chiến;
công đoàn; nông dân; mặt trận; tôn giáo; dân tộc; chính sách; hộ nghèo; vay vốn; tín dụng;
lãi suất; việc làm; xuất cảnh; tay nghề; học nghề; khởi nghiệp; vườn ươm; quỹ đất; ghi nhận;
đánh giá; phát huy; tăng cường; đẩy mạnh; nâng cao; triển khai; thực hiện; tổng kết; sơ kết;
phối hợp; tham mưu; đề xuất; kiến nghị; chỉ đạo; điều hành; quản lý; vận động; tuyên truyền;
hướng dẫn
"""

HELD_BACK = """
bóng đá; cầu lông; bơi lội; vận động; huy chương; trọng tài; khán giả; sân cỏ; giải đấu; vô địch;
bệnh viện; bệnh nhân; phẫu thuật; vắc xin; tiêm chủng; dịch bệnh; sốt rét; hô hấp; tim mạch;
huyết áp; dinh dưỡng; thực phẩm; ngộ độc; vệ sinh; sức khỏe; điều trị; chẩn đoán; xét nghiệm;
hồi sức; cấp cứu; giáo viên; phụ huynh; nhà trường; mầm non; tiểu học; trung học; đại học;
tuyển sinh; học bổng; giáo trình; thư viện; sách báo; tiểu thuyết; thi ca; nhạc sĩ; ca sĩ;
hội họa; điêu khắc; sân khấu; cải lương; điện ảnh; phim truyện; bảo tàng; di tích; lễ hội;
đình làng; chùa chiền; tín ngưỡng; ẩm thực; đặc sản; du lịch; khách sạn; lữ hành; hướng đạo;
bãi tắm; thác nước; hang động; vịnh biển; cao nguyên; thung lũng; giao thông; tai nạn; biển báo;
đèn đỏ; xe buýt; đường sắt; tàu hỏa; hàng không; phi công; hải quan; tội phạm; ma túy; cảnh sát;
điều tra; truy nã; bắt giữ; xét xử; bản án; phạt tù; ân xá; bão lụt; động đất; sạt lở; cứu hộ;
cứu nạn; sơ tán; tiếp tế; quyên góp; từ thiện; tình nguyện; thể lực; kỹ năng; mỹ phẩm; lý thuyết;
kỷ lục; quỹ học; tỷ phú; hy sinh; ly hôn; sỹ quan; hóa đơn; hòa tấu; tỏa sáng; thủy lợi; tùy bút;
khóe mắt; xòe hoa; lũy tre; họa tiết; ủy thác; chứng khoán; cổ phiếu; ngân hàng; tiền tệ;
lạm phát; thuế quan; nhập khẩu; bán lẻ; siêu thị; quảng cáo; khuyến mãi; thanh toán; ví điện;
giao hàng; kho bãi; vận tải; thuê mướn; bất động; chung cư; căn hộ; thời tiết; nắng nóng; rét đậm;
mưa đá; sương mù; thiên văn; vũ trụ; vệ tinh; kính viễn; hành tinh; gốm sứ; dệt may; da giày;
thêu ren; mây tre; chạm khảm; làng nghề; nghệ nhân; trang sức; thời trang; phỏng vấn; tường thuật;
bình luận; khảo sát; công bố; khánh thành; khai mạc; bế mạc; trưng bày; biểu diễn; luyện tập;
thi đấu; chiến thắng; thất bại; hồi phục; cổ vũ; tranh cãi; thỏa thuận; đàm phán; phát hành
"""

FAMILIES = """
Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thạch Kim Sơn Châu Trương Đinh
"""
MIDDLE = """
Văn Thị Hữu Đức Minh Ngọc Thanh Quốc Công Xuân Hồng Kim Bảo Gia Anh Tuấn Hoàng Thùy Phương Mỹ Đình
Như Khánh Nhật Tường
"""
GIVEN = """
Hùng Dũng Lan Hương Hạnh Phúc Đạt Bình An Sơn Hải Long Tâm Thảo Trang Linh Mai Cúc Đào Tuyết Nga
Thủy Hòa Quý Kỳ Ánh Ân Bách Cường Diễm Duy Giang Hiền Khoa Khôi Lộc Mẫn Nghĩa Oanh Phát Quang Sang
Tín Uyên Vinh Yến Thắng Tiến Trí Trung
"""

# Short and long, as articles and readers write them.
AGENCIES = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "KHKT": "Khoa học kỹ thuật",
    "BCH": "Ban Chấp hành",
    "ĐBSCL": "Đồng bằng sông Cửu Long",
    "NTM": "nông thôn mới",
    "CNTT": "công nghệ thông tin",
    "HTX": "hợp tác xã",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "CCHC": "cải cách hành chính",
    "PCCC": "phòng cháy chữa cháy",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "LĐLĐ": "Liên đoàn Lao động",
}
DOCUMENTS = {
    "Nghị quyết": ("{n}-NQ/TW", "{n}-NQ/TU", "{n}/NQ-CP"),
    "Nghị định": ("{n}/{y}/NĐ-CP",),
    "Quyết định": ("{n}-QĐ/ĐUK", "{n}/QĐ-UBND", "{n}/{y}/QĐ-TTg"),
    "Thông tư": ("{n}/{y}/TT-BKHCN",),
    "Kế hoạch": ("{n}/KH-LHH",),
    "Chỉ thị": ("{n}-CT/TW",),
}
JOINED = ("Covid-19", "Wi-Fi", "PISA-22", "ASEAN-45", "APEC-17", "Omicron-2")
