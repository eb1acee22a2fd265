import django.core.serializers.json
from django.db import migrations, models

import pictures.fields
import portal.link_validation
import portal.phones


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tựa")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Để trống thì đặt theo tựa. Đổi đường dẫn thì liên kết cũ không còn mở được.",
                        max_length=100,
                        unique=True,
                        verbose_name="đường dẫn",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="nội dung")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="cập nhật")),
            ],
            options={
                "verbose_name": "trang tĩnh",
                "verbose_name_plural": "trang tĩnh",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Banner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Hiện thay ảnh khi chưa có ảnh.",
                        max_length=200,
                        verbose_name="tiêu đề",
                    ),
                ),
                (
                    "image",
                    pictures.fields.PictureField(
                        blank=True, upload_to="banners", verbose_name="ảnh"
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0, editable=False)),
                ("height", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Ghi lại chữ trên ảnh, cho người không nhìn được ảnh; để trống thì dùng tiêu đề.",
                        max_length=250,
                        verbose_name="mô tả ảnh",
                    ),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        help_text="Nơi mở ra khi bấm vào: /trang/gioi-thieu/ hoặc https://…; có thể để trống.",
                        max_length=500,
                        validators=[portal.link_validation.validate_address],
                        verbose_name="liên kết",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True,
                        help_text="Để trống thì hiện ngay.",
                        null=True,
                        verbose_name="từ ngày",
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="Để trống thì hiện mãi.",
                        null=True,
                        verbose_name="đến hết ngày",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "ảnh tuyên truyền",
                "verbose_name_plural": "tuyên truyền",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(
                                ("url__startswith", "/"),
                                models.Q(("url__startswith", "//"), _negated=True),
                                models.Q(("url__startswith", "/\\"), _negated=True),
                            ),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="banner_address",
                        violation_error_message="Địa chỉ phải bắt đầu bằng “/” (trang của website này), “http://” hoặc “https://”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="banner_ends_after_start",
                        violation_error_message="“Đến hết ngày” không được trước “Từ ngày”.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name_vi",
                    models.CharField(
                        default="Trang thông tin điện tử", max_length=200, verbose_name="tên đơn vị"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="tên tiếng Anh"),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="Hiện trên điện thoại, nơi tên đầy đủ quá dài.",
                        max_length=60,
                        verbose_name="tên ngắn",
                    ),
                ),
                (
                    "logo",
                    pictures.fields.PictureField(
                        blank=True, upload_to="identity", verbose_name="biểu trưng"
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0, editable=False)),
                ("height", models.PositiveIntegerField(default=0, editable=False)),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="Nhiều số thì cách nhau bằng dấu gạch hoặc dấu phẩy: 0251.3946348 - 0251.3822297.",
                        max_length=100,
                        validators=[portal.phones.validate_phones],
                        verbose_name="điện thoại",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
                ),
                (
                    "governing_body",
                    models.CharField(blank=True, max_length=200, verbose_name="cơ quan chủ quản"),
                ),
                (
                    "responsible",
                    models.CharField(
                        blank=True,
                        help_text="Học vị, họ tên và chức vụ người chịu trách nhiệm nội dung.",
                        max_length=200,
                        verbose_name="chịu trách nhiệm chính",
                    ),
                ),
                (
                    "editors",
                    models.TextField(
                        blank=True,
                        help_text="Mỗi người một dòng, kèm chức vụ.",
                        verbose_name="chịu trách nhiệm biên tập",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="Số, ngày và cơ quan cấp giấy phép, nếu có.",
                        max_length=300,
                        verbose_name="giấy phép",
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            (
                                "tra-vinh",
                                "Trà Vinh – cột phải có tuyên truyền và thống kê truy cập",
                            ),
                            (
                                "dong-nai",
                                "Đồng Nai – tìm kiếm ở đầu trang, lịch tin, chân trang hai cột",
                            ),
                        ],
                        default="tra-vinh",
                        help_text="Đổi được bất cứ lúc nào; nội dung giữ nguyên.",
                        max_length=20,
                        verbose_name="bố cục trang",
                    ),
                ),
                (
                    "snapshot",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
            ],
            options={
                "verbose_name": "thông tin đơn vị",
                "verbose_name_plural": "thông tin đơn vị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="identity_is_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("layout__in", ["tra-vinh", "dong-nai"])),
                        name="identity_layout_exists",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MenuItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="tên mục")),
                (
                    "url",
                    models.CharField(
                        help_text="Trang của website này: /chuyen-muc/tin-tuc/; nơi khác: https://…",
                        max_length=500,
                        validators=[portal.link_validation.validate_address],
                        verbose_name="địa chỉ",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "mục menu",
                "verbose_name_plural": "menu",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(
                                ("url__startswith", "/"),
                                models.Q(("url__startswith", "//"), _negated=True),
                                models.Q(("url__startswith", "/\\"), _negated=True),
                            ),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="menuitem_address",
                        violation_error_message="Địa chỉ phải bắt đầu bằng “/” (trang của website này), “http://” hoặc “https://”.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WebLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="tên website")),
                (
                    "url",
                    models.CharField(
                        max_length=500,
                        validators=[portal.link_validation.validate_address],
                        verbose_name="địa chỉ",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "liên kết website",
                "verbose_name_plural": "liên kết website",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(
                                ("url__startswith", "/"),
                                models.Q(("url__startswith", "//"), _negated=True),
                                models.Q(("url__startswith", "/\\"), _negated=True),
                            ),
                            ("url__istartswith", "http://"),
                            ("url__istartswith", "https://"),
                            _connector="OR",
                        ),
                        name="weblink_address",
                        violation_error_message="Địa chỉ phải bắt đầu bằng “/” (trang của website này), “http://” hoặc “https://”.",
                    )
                ],
            },
        ),
    ]
