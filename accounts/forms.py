"""What is typed when signing in and out of things."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
    UsernameField,
)
from django.core import signing
from django.utils.html import format_html

from accounts import second_factor
from accounts.deletion import LAST_ADMINISTRATOR, administrators, is_last_administrator
from accounts.user_names import TAKEN, find_name, namesakes
from clients import signed
from limits import lengths

SALT = "chibo_site.accounts.second_factor"
KEY_SECONDS = 3600


class CodeForm(forms.Form):
    """A code of the phone, or a one-time code."""

    WRONG = "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên điện thoại."

    code = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": "Hãy nhập mã."},
    )


class SetUpForm(CodeForm):
    """A code and, signed, the secret that it belongs to: nothing is stored before it is right."""

    secret = forms.CharField(widget=forms.HiddenInput, max_length=lengths.TOKEN)

    def __init__(self, user: Any, data: Any = None) -> None:
        super().__init__(data)
        self.user = user
        self.key = self.key_from(data.get("secret", "")[: lengths.TOKEN] if data else "")
        self.signed_key = signing.dumps([user.pk, self.key], salt=SALT)

    def key_from(self, signed_key: str) -> str:
        """The secret that was shown to this person within the hour; else a new one."""
        try:
            person, key = signed.loads(signed_key, SALT, KEY_SECONDS)
        except signing.BadSignature:
            return second_factor.new_key()
        return key if person == self.user.pk else second_factor.new_key()


class SignInForm(AdminAuthenticationForm):
    """Django's own; a name in capitals is the same name."""

    # Django's own has a maxlength in HTML alone.
    username = UsernameField(
        widget=forms.TextInput({"autofocus": True}), max_length=lengths.USER_NAME
    )

    def clean_username(self) -> str:
        return find_name(self.cleaned_data["username"])


class UserNameMixin:
    """Refuses a name that differs from somebody else's in capitals alone."""

    def clean_username(self: Any) -> str:
        name: str = self.cleaned_data["username"]
        others = [other for other in namesakes(name) if other != self.instance.username]
        if others and name != self.instance.username:
            raise forms.ValidationError(TAKEN.format(name=others[0]))
        return name


class NewPersonForm(UserNameMixin, AdminUserCreationForm):
    pass


class PersonForm(UserNameMixin, UserChangeForm):
    """Django's own; the last administrator stays one."""

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        lost = [
            name
            for name in ("is_active", "is_staff", "is_superuser")
            if name in self.fields and not data.get(name)
        ]
        # The rows are held until the change is stored, so that two cannot step down at once.
        list(administrators().select_for_update())
        if lost and is_last_administrator([self.instance]):
            reason = LAST_ADMINISTRATOR.format(name=self.instance.get_username())
            self.add_error(lost[0], reason)
        return data


class PasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = format_html(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">'
        "Chọn Không thì mật khẩu đang dùng sẽ mất.</li></ul>",
        SetUnusablePasswordMixin.usable_password_help_text,
    )
