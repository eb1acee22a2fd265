import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """A photo of the text may stand for a video until it is played."""

    dependencies = [
        ("articles", "0022_search_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="poster",
            field=models.PositiveSmallIntegerField(
                blank=True,
                default=0,
                help_text="Chỉ cho phim: số của một ảnh ở trên, kể cả ảnh vừa thả vào. Bạn đọc thấy ảnh ấy ở chỗ của phim trước khi bấm xem; ảnh không có chỗ trong bài thì chỉ hiện ở đó. Ghi 0 thì trang tự chọn.",
                validators=[django.core.validators.MaxValueValidator(999)],
                verbose_name="ảnh đứng thay phim",
            ),
        ),
    ]
