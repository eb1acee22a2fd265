import django.core.validators
from django.db import migrations, models

import pictures.fields


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_write_search_index_anew"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhotoUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", pictures.fields.PictureField(upload_to="photos", verbose_name="tệp ảnh")),
                ("width", models.PositiveIntegerField(default=0, editable=False)),
                ("height", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "ảnh chờ lưu",
                "verbose_name_plural": "ảnh chờ lưu",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="photo",
            name="focus_x",
            field=models.PositiveSmallIntegerField(
                default=50,
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="điểm chính, ngang (%)",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="focus_y",
            field=models.PositiveSmallIntegerField(
                default=50,
                help_text="Phần giữ lại khi danh sách cắt ảnh còn 3:2. Bấm vào ảnh, hoặc ghi số: 0 là mép trái, mép trên; 100 là mép phải, mép dưới.",
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="điểm chính, dọc (%)",
            ),
        ),
    ]
