from django.db import migrations, models


class Migration(migrations.Migration):
    """The log names moves, copies and places on the home page."""

    dependencies = [
        ("newsroom", "0003_preview_link_log_entry"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("written", "Viết bài mới"),
                    ("edited", "Sửa bài"),
                    ("submitted", "Gửi duyệt"),
                    ("returned", "Trả lại"),
                    ("approved", "Duyệt"),
                    ("published", "Đăng"),
                    ("scheduled", "Hẹn giờ đăng"),
                    ("withdrawn", "Gỡ"),
                    ("trashed", "Bỏ vào thùng rác"),
                    ("restored", "Lấy lại từ thùng rác"),
                    ("deleted", "Xóa hẳn"),
                    ("rewound", "Lấy lại bản cũ"),
                    ("proposed", "Gửi bản sửa chờ duyệt"),
                    ("accepted", "Duyệt bản sửa"),
                    ("declined", "Trả lại bản sửa"),
                    ("forged", "Bị từ chối: tự đặt trạng thái"),
                    ("told", "Sửa lời báo cho bạn đọc"),
                    ("linked", "Tạo liên kết xem trước"),
                    ("unlinked", "Thu hồi liên kết xem trước"),
                    ("moved", "Chuyển chuyên mục"),
                    ("gathered", "Đưa vào chuyên đề"),
                    ("copied", "Chép từ bài khác"),
                    ("pinned", "Ghim ở trang chủ"),
                    ("unpinned", "Thôi ghim ở trang chủ"),
                ],
                db_column="deed",
                max_length=10,
                verbose_name="việc",
            ),
        ),
    ]
