"""Why a file is not taken, in words for who has chosen it."""

from limits.files import MOST_ATTACHMENT_BYTES, MOST_VIDEO_BYTES

SAVE_AS = "chọn Lưu thành (Save As), kiểu .docx, .xlsx hoặc .pptx, rồi gửi tệp mới"
TOO_LARGE = (
    f"Tệp lớn hơn {MOST_ATTACHMENT_BYTES >> 20} MB. Hãy thu nhỏ ảnh trong tệp, hoặc chia thành"
    " nhiều tệp, rồi gửi lại."
)
OTHER_KIND = (
    "Trang chỉ nhận tệp PDF, docx, xlsx, pptx và phim mp4; tệp này không thuộc loại nào trong đó."
)
PICTURE = "Đây là ảnh: hãy đưa vào phần Ảnh của bài."
OLD_FORMAT = (
    "Đây là tệp Word, Excel, PowerPoint kiểu cũ (.doc, .xls, .ppt). Hãy mở tệp bằng Word, Excel,"
    f" PowerPoint, {SAVE_AS}."
)
MACROS = (
    "Tệp có macro hoặc chương trình kèm theo nên trang không nhận. Hãy mở tệp bằng Word, Excel,"
    f" PowerPoint, {SAVE_AS}; macro không đi theo."
)
LOCKED = "Tệp bị khóa bằng mật khẩu nên trang không xem được bên trong. Hãy bỏ khóa rồi gửi lại."
PROGRAM = "Đây là chương trình, hoặc tệp có chương trình bên trong; trang không nhận."
PARTS = "Trong tệp có phần “{name}” mà trang không nhận. Hãy bỏ phần ấy ra, rồi lưu và gửi lại."
REMOTE = (
    "Tệp tự lấy mẫu hoặc nội dung từ nơi khác khi mở ({target}) nên trang không nhận. Hãy bỏ liên"
    " kết ấy, hoặc chép nội dung sang một tệp mới, rồi gửi lại."
)
BOMB = "Bên trong tệp có quá nhiều phần, hoặc bung ra quá lớn; trang không nhận."
DAMAGED = (
    "Tệp bị hỏng hoặc thiếu một phần. Hãy mở tệp trên máy xem còn đủ không, rồi lưu và gửi lại."
)
ACTIVE_PDF = (
    "Tệp PDF có mã tự chạy, hoặc có tệp khác nhúng bên trong, nên trang không nhận. Hãy mở tệp,"
    " chọn In, máy in “Microsoft Print to PDF” (hoặc “Save as PDF”), rồi gửi tệp mới."
)
UNREADABLE_PDF = (
    "Trang không xem được hết bên trong tệp PDF này. Hãy mở tệp, chọn In, máy in “Microsoft Print"
    " to PDF” (hoặc “Save as PDF”), rồi gửi tệp mới."
)
VIDEO_TOO_LARGE = (
    f"Phim lớn hơn {MOST_VIDEO_BYTES >> 20} MB. Hãy cắt ngắn hoặc xuất lại ở cỡ 720p rồi gửi; phim"
    " dài thì đưa lên YouTube và dán đường dẫn vào bài."
)
AS_MP4 = "xuất phim thành tệp mp4 (H.264, AAC) rồi gửi tệp mới"
OTHER_VIDEO = f"Trang chỉ nhận phim kiểu mp4. Hãy mở phim bằng phần mềm dựng phim, {AS_MP4}."
HEVC = (
    "Phim quay kiểu HEVC (H.265), nhiều máy không xem được. Trên iPhone chọn Cài đặt, Camera, Định"
    f" dạng, “Tương thích nhất” rồi quay lại; hoặc {AS_MP4}."
)
CODEC = f"Hình hoặc tiếng trong phim thuộc kiểu {{name}}, nhiều máy không xem được. Hãy {AS_MP4}."
NO_PICTURE = "Tệp chỉ có tiếng, không có hình; trang chỉ nhận phim."
VIDEO_ELSEWHERE = f"Phim lấy hình hoặc tiếng từ một tệp khác nên trang không nhận. Hãy {AS_MP4}."

HIDDEN_TRACK = (
    "Phim có phần ghi kèm không phải hình hay tiếng (thường là nơi quay) mà trang không xóa được."
    f" Hãy {AS_MP4}."
)


class AttachmentRefused(ValueError):
    """The file is none that readers may get; the message says why, in Vietnamese."""
