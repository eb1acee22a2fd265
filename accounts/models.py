"""What the site keeps about signing in, beside Django's users and groups."""

from django.contrib.auth.models import Group
from django.db import models

from accounts.sessions import Session
from accounts.sign_in_log import SignInEntry

__all__ = ["Session", "SignInEntry", "SignInRule"]


class SignInRule(models.Model):
    group = models.OneToOneField(
        Group, models.CASCADE, primary_key=True, related_name="sign_in_rule", verbose_name="nhóm"
    )
    second_factor = models.BooleanField(
        "bắt buộc xác thực hai lớp",
        default=False,
        help_text="Người trong nhóm chỉ vào được trang quản trị khi đã cài đặt xác thực hai lớp.",
    )

    class Meta:
        verbose_name = "cách đăng nhập của nhóm"
        verbose_name_plural = "cách đăng nhập của nhóm"
        default_permissions = ()  # goes with the group's own

    def __str__(self) -> str:
        return "bắt buộc xác thực hai lớp" if self.second_factor else "chỉ cần mật khẩu"
